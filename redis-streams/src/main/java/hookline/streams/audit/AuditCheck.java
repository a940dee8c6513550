package hookline.streams.audit;

import java.util.Optional;

/**
 * Follows a chain from its oldest entry and finds the first one that was changed, removed, moved or put in.
 *
 * <p>What it cannot find is a chain that was cut off at its end: who keeps the last MAC elsewhere sees that too.
 */
public final class AuditCheck {
    private final AuditKeys keys;
    private long entries;
    private long signed;
    private long unsignedAtEnd;
    private Optional<AuditEntry> first = Optional.empty();
    private Optional<AuditEntry> last = Optional.empty();
    private Optional<AuditEntry> trimmed = Optional.empty();
    private Optional<String> problem = Optional.empty();

    public AuditCheck(AuditKeys keys) {
        this.keys = keys;
    }

    /**
     * What was found.
     *
     * @param unsignedAtEnd how many entries no signature follows: nothing proves them
     * @param lastMac to be kept elsewhere; empty where there is no entry
     * @param problem the first break, empty where the chain holds
     */
    public record Report(
            long entries,
            long signed,
            long unsignedAtEnd,
            long firstNumber,
            long lastNumber,
            String lastMac,
            Optional<String> problem) {}

    /** Takes the next entry, from the place that a message can name. */
    public void next(String place, Optional<AuditEntry> read) {
        if (problem.isPresent()) {
            return;
        }
        entries++;
        if (read.isEmpty()) {
            problem = Optional.of(place + " is no audit entry: it was changed or put in");
            return;
        }
        AuditEntry entry = read.get();
        problem = breakAt(entry).map(what -> place + " (number " + entry.number() + ") " + what);
        if (entry.isSigned()) {
            signed++;
            unsignedAtEnd = 0;
        } else {
            unsignedAtEnd++;
        }
        if (first.isEmpty()) {
            first = read;
        }
        if (entry.act().equals(AuditAct.AUDIT_TRIMMED.wireName())) {
            trimmed = read;
        }
        last = read;
    }

    public Report report() {
        return new Report(
                entries,
                signed,
                unsignedAtEnd,
                first.map(AuditEntry::position).orElse(0L),
                last.map(AuditEntry::position).orElse(0L),
                last.map(AuditEntry::mac).orElse(""),
                problem.or(this::breakAtStart));
    }

    private Optional<String> breakAt(AuditEntry entry) {
        if (!keys.knows(entry.key())) {
            return Optional.of("is signed by the key " + entry.key() + ", which HOOKLINE_AUDIT_KEY does not have");
        }
        if (!keys.fits(entry)) {
            return Optional.of("does not fit its MAC: it was changed");
        }
        boolean follows = last.isEmpty()
                || (entry.previous().equals(last.get().mac())
                        && entry.position() == last.get().position() + 1);
        return follows
                ? Optional.empty()
                : Optional.of("does not follow number " + last.get().number()
                        + ": entries between them were removed, moved or put in");
    }

    /** The oldest entry is the first one ever, or a trim has said what went before it. */
    private Optional<String> breakAtStart() {
        if (first.isEmpty()
                || (first.get().position() == 1 && first.get().previous().isEmpty())) {
            return Optional.empty();
        }
        AuditEntry oldest = first.get();
        boolean said = trimmed.filter(entry -> entry.isSigned() || signed == 0)
                .filter(entry -> entry.subject().equals(oldest.previous()))
                .filter(entry -> entry.count().equals(Long.toString(oldest.position() - 1)))
                .isPresent();
        return said
                ? Optional.empty()
                : Optional.of("number " + oldest.number()
                        + " is the oldest, and no entry says that those before it went by age: they were removed");
    }
}
