package hookline.retention;

import hookline.retention.RetentionReport.Outcome;
import hookline.streams.ErasureMarks;
import hookline.streams.EventLog;
import hookline.streams.Keys;
import hookline.streams.Layout;
import hookline.streams.RawExpiry;
import hookline.streams.RedisLink;
import hookline.streams.Removal;
import hookline.streams.RetentionLock;
import hookline.streams.StopSignal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Removes from every partition what the policy calls old, while no other worker does, and never what is not yet
 * processed, but for what the policy calls overdue.
 *
 * <p>A run that breaks off anywhere, be it by a stop, an outage or a crash, leaves nothing that the next one would not
 * finish. For one thread at a time.
 */
final class RetentionWorker {
    private final RedisLink link;
    private final Layout layout;
    private final RetentionPolicy policy;
    private final RetentionLock lock;
    private final AuditTrim audit;
    private final RemovedMetrics metrics;
    private final LocalRemains remains;

    /**
     * Prepares it; does no I/O.
     *
     * @param holder who works, for the lock
     */
    RetentionWorker(
            RedisLink link,
            Layout layout,
            RetentionPolicy policy,
            String holder,
            AuditTrim audit,
            LocalRemains remains,
            RemovedMetrics metrics) {
        this.link = link;
        this.layout = layout;
        this.policy = policy;
        this.lock = new RetentionLock(link, holder);
        this.audit = audit;
        this.remains = remains;
        this.metrics = metrics;
    }

    /**
     * Goes through all partitions once, or until a stop is requested or the lock is lost.
     *
     * @param dryRun whether only to count what would go; this needs no lock
     * @param progress is told after every step what has gone so far
     * @throws hookline.streams.RedisUnavailableException where Redis is away; what went until then has been counted
     */
    RetentionReport removeOnce(boolean dryRun, StopSignal stop, Consumer<Removed> progress) {
        RunPermit permit = new RunPermit(stop, dryRun ? Optional.empty() : Optional.of(lock));
        RetentionRun run = new RetentionRun(policy, dryRun, permit, metrics, progress);
        // These are of this host alone, whoever holds the lock.
        run.local(remains);
        if (dryRun) {
            return removeFromRedis(run, permit, true);
        }
        if (!lock.take()) {
            return new RetentionReport(Outcome.HELD_ELSEWHERE, false, run.removed());
        }
        try {
            return removeFromRedis(run, permit, false);
        } finally {
            lock.release();
        }
    }

    private RetentionReport removeFromRedis(RetentionRun run, RunPermit permit, boolean dryRun) {
        Instant tooMuch = policy.maxBytes()
                .map(most -> new SizeLimit(most).cut(logs(), permit))
                .orElse(Instant.EPOCH);
        for (int partition = 0; partition < layout.partitions() && permit.mayGoOn(); partition++) {
            Keys keys = new Keys(partition);
            run.partition(new Removal(link, keys), new RawExpiry(link, keys), new ErasureMarks(link, keys), tooMuch);
        }
        run.audit(audit);
        if (!dryRun && permit.outcome() == Outcome.DONE) {
            metrics.ended(new Removal(link, new Keys(0)).serverTime());
        }
        return new RetentionReport(permit.outcome(), dryRun, run.removed());
    }

    private List<EventLog> logs() {
        return IntStream.range(0, layout.partitions())
                .mapToObj(partition -> new EventLog(link, new Keys(partition)))
                .toList();
    }
}
