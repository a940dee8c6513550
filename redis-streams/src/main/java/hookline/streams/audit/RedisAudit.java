package hookline.streams.audit;

import hookline.streams.AuditStream;
import hookline.streams.AuditStream.Stored;
import hookline.streams.EventLog;
import hookline.streams.RedisLink;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The chain in {@code hookline:audit}. For one thread at a time; any number of processes may append at once. */
public final class RedisAudit implements AuditChain {
    /** Each try that fails means that another writer has got its entry in. */
    private static final int TRIES = 100;

    private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(20);

    private static final int STEP = 500;

    private final AuditStream stream;
    private final AuditKeys keys;
    private final String place;

    public RedisAudit(RedisLink link, AuditKeys keys) {
        this.stream = new AuditStream(link);
        this.keys = keys;
        this.place = "Redis at " + link.address();
    }

    @Override
    public void append(AuditedAct act) {
        boolean appended = repeat(last -> {
            AuditEntry entry = act.behind(last.flatMap(stored -> AuditEntry.of(stored.fields())), keys);
            return stream.append(last.map(Stored::entryId).orElse(""), entry.fields());
        });
        if (!appended) {
            throw new IllegalStateException(place + ": others wrote to the audit first, " + TRIES + " times");
        }
    }

    @Override
    public String place() {
        return place;
    }

    /**
     * Removes what is older, at most so many entries as Redis removes within a step, and leaves an entry that says up to
     * where.
     *
     * @return how many entries went; 0 where they are signed and there is no key to sign that with
     */
    long trimBefore(long millis, AuditedAct act) {
        List<Stored> old = stream.after(EventLog.START, STEP).stream()
                .filter(stored -> stored.isBefore(millis))
                .toList();
        Optional<AuditEntry> youngest = old.isEmpty() ? Optional.empty() : removable(old.get(old.size() - 1));
        if (youngest.isEmpty()) {
            return 0;
        }
        AuditEntry removed = youngest.get();
        AuditedAct trimmed = new AuditedAct(
                act.time(), act.who(), act.redisUser(), AuditAct.AUDIT_TRIMMED, removed.mac(), removed.position());
        String lastToGo = old.get(old.size() - 1).entryId();
        boolean gone = repeat(last -> stream.appendAndTrim(
                last.map(Stored::entryId).orElse(""),
                lastToGo,
                trimmed.behind(last.flatMap(stored -> AuditEntry.of(stored.fields())), keys)
                        .fields()));
        return gone ? old.size() : 0;
    }

    /** How many entries are older and would go, by their numbers. */
    long countBefore(long millis) {
        Optional<AuditEntry> youngest = stream.lastBefore(millis).flatMap(this::removable);
        long oldest = stream.after(EventLog.START, 1).stream()
                .findFirst()
                .flatMap(stored -> AuditEntry.of(stored.fields()))
                .map(AuditEntry::position)
                .orElse(1L);
        return youngest.map(entry -> entry.position() - oldest + 1).orElse(0L);
    }

    /** Signed entries go only where what says so can be signed too. */
    private Optional<AuditEntry> removable(Stored youngest) {
        return AuditEntry.of(youngest.fields()).filter(entry -> !entry.isSigned() || !keys.isEmpty());
    }

    private interface Attempt {
        boolean behind(Optional<Stored> last);
    }

    private boolean repeat(Attempt attempt) {
        for (int tried = 0; tried < TRIES; tried++) {
            if (attempt.behind(stream.last())) {
                return true;
            }
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(LONGEST_PAUSE));
        }
        return false;
    }
}
