package hookline.streams.audit;

import hookline.streams.AuditStream;
import hookline.streams.AuditStream.Stored;
import hookline.streams.RedisLink;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The chain in {@code hookline:audit}. For one thread at a time; any number of processes may append at once. */
public final class RedisAudit implements AuditChain {
    /** Each try that fails means that another writer has got its entry in. */
    private static final int TRIES = 100;

    private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(20);

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
     * Removes what is older, and leaves an entry that says up to where.
     *
     * @return how many entries went; 0 where they are signed and there is no key to sign that with
     */
    long trimBefore(long millis, AuditedAct act) {
        Optional<Stored> youngest = stream.lastBefore(millis);
        Optional<AuditEntry> toGo = youngest.flatMap(stored -> AuditEntry.of(stored.fields()));
        if (toGo.isEmpty() || (toGo.get().isSigned() && keys.isEmpty())) {
            return 0;
        }
        long oldest = stream.after("0-0", 1).stream()
                .findFirst()
                .flatMap(stored -> AuditEntry.of(stored.fields()))
                .map(AuditEntry::position)
                .orElse(1L);
        AuditEntry removed = toGo.get();
        AuditedAct trimmed = new AuditedAct(
                act.time(), act.who(), act.redisUser(), AuditAct.AUDIT_TRIMMED, removed.mac(), removed.position());
        String lastToGo = youngest.get().entryId();
        boolean gone = repeat(last -> stream.appendAndTrim(
                last.map(Stored::entryId).orElse(""),
                lastToGo,
                trimmed.behind(last.flatMap(stored -> AuditEntry.of(stored.fields())), keys)
                        .fields()));
        return gone ? removed.position() - oldest + 1 : 0;
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
