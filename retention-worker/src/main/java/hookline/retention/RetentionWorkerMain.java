package hookline.retention;

import hookline.settings.RetentionSettings;
import hookline.streams.Layout;
import hookline.streams.Redis;
import hookline.streams.RedisLink;
import hookline.streams.StopSignal;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.function.Consumer;

/** Wires the retention worker, for one run or for a service. */
public final class RetentionWorkerMain {
    private RetentionWorkerMain() {}

    /**
     * Runs once, or until a stop is requested.
     *
     * @param dryRun whether only to count what would go
     * @param remains of this host, which go too
     * @param progress is told after every step what has gone so far
     * @throws hookline.streams.RedisUnavailableException where Redis is away: nobody waits for it here
     * @throws hookline.streams.LayoutMismatchException where that Redis is laid out otherwise
     */
    public static RetentionReport once(
            RetentionSettings settings,
            boolean dryRun,
            LocalRemains remains,
            StopSignal stop,
            Consumer<Removed> progress) {
        try (Redis redis = Redis.at(settings.redis());
                RedisLink link = redis.link()) {
            // Nobody scrapes a process that ends by itself.
            RemovedMetrics unread = new RemovedMetrics(new SimpleMeterRegistry());
            return worker(settings, redis, link, remains, unread).removeOnce(dryRun, stop, progress);
        }
    }

    /**
     * Runs on and on until a stop is requested, and waits out a Redis that is away.
     *
     * @param interval from the end of a run to the start of the next
     * @param reports is told of each run
     * @throws hookline.streams.LayoutMismatchException where that Redis is laid out otherwise
     */
    public static void every(
            RetentionSettings settings,
            Duration interval,
            LocalRemains remains,
            MeterRegistry registry,
            StopSignal stop,
            Consumer<RetentionReport> reports) {
        try (Redis redis = Redis.at(settings.redis(), registry);
                RedisLink link = redis.link()) {
            RemovedMetrics metrics = new RemovedMetrics(registry);
            new RetentionLoop(() -> worker(settings, redis, link, remains, metrics), interval, reports, stop).run();
        }
    }

    private static RetentionWorker worker(
            RetentionSettings settings, Redis redis, RedisLink link, LocalRemains remains, RemovedMetrics metrics) {
        Layout layout = Layout.agree(link, settings.partitions(), redis.isCluster());
        RetentionPolicy policy = new RetentionPolicy(
                settings.age(),
                settings.deadLetterAge(),
                settings.rawMaxAge(),
                settings.maxBytes(),
                settings.dedupeWindow(),
                settings.erasureMemory());
        return new RetentionWorker(
                link, layout, policy, settings.audit().who(), AuditTrim.of(settings.audit(), link), remains, metrics);
    }
}
