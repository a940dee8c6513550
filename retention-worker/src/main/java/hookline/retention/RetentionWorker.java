package hookline.retention;

import hookline.streams.ErasureMarks;
import hookline.streams.EventLog;
import hookline.streams.Keys;
import hookline.streams.Layout;
import hookline.streams.RedisLink;
import hookline.streams.Removal;
import hookline.streams.StopSignal;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Removes from every partition what the policy calls old, and never what is not yet processed.
 *
 * <p>A run that breaks off anywhere, be it by a stop, an outage or a crash, leaves nothing that the next one would not
 * finish; two at once do each other no harm. For one thread at a time.
 */
final class RetentionWorker {
    private final RedisLink link;
    private final Layout layout;
    private final RetentionPolicy policy;
    private final AuditTrim audit;
    private final RemovedMetrics metrics;
    private final Consumer<Removed> progress;

    /**
     * Prepares it; does no I/O.
     *
     * @param progress is told after every step what has gone so far in that run
     */
    RetentionWorker(
            RedisLink link,
            Layout layout,
            RetentionPolicy policy,
            AuditTrim audit,
            MeterRegistry registry,
            Consumer<Removed> progress) {
        this.link = link;
        this.layout = layout;
        this.policy = policy;
        this.audit = audit;
        this.metrics = new RemovedMetrics(registry);
        this.progress = progress;
    }

    /**
     * Goes through all partitions once, or until a stop is requested.
     *
     * @param dryRun whether only to count what would go
     * @throws hookline.streams.RedisUnavailableException where Redis is away; what went until then has been counted
     */
    Removed removeOnce(boolean dryRun, StopSignal stop) {
        RetentionRun run = new RetentionRun(policy, dryRun, stop, dryRun ? step -> {} : metrics::count, progress);
        Instant tooMuch = policy.maxBytes()
                .map(most -> new SizeLimit(most).cut(logs(), stop))
                .orElse(Instant.EPOCH);
        for (int partition = 0; partition < layout.partitions() && !stop.isRequested(); partition++) {
            Keys keys = new Keys(partition);
            run.partition(new Removal(link, keys), new ErasureMarks(link, keys), tooMuch);
        }
        if (!dryRun && !stop.isRequested()) {
            audit.trim();
        }
        return run.removed();
    }

    private List<EventLog> logs() {
        return IntStream.range(0, layout.partitions())
                .mapToObj(partition -> new EventLog(link, new Keys(partition)))
                .toList();
    }
}
