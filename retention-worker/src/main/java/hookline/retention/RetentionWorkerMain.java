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
     * @param progress is told after every step what has gone so far
     * @throws hookline.streams.RedisUnavailableException where Redis is away: nobody waits for it here
     * @throws hookline.streams.LayoutMismatchException where that Redis is laid out otherwise
     */
    public static Removed once(
            RetentionSettings settings, boolean dryRun, StopSignal stop, Consumer<Removed> progress) {
        try (Redis redis = Redis.at(settings.redis());
                RedisLink link = redis.link()) {
            // Nobody scrapes a process that ends by itself.
            MeterRegistry unread = new SimpleMeterRegistry();
            return worker(settings, redis, link, unread, progress).removeOnce(dryRun, stop);
        }
    }

    /**
     * Runs on and on until a stop is requested, and waits out a Redis that is away.
     *
     * @param interval from the end of a run to the start of the next
     * @throws hookline.streams.LayoutMismatchException where that Redis is laid out otherwise
     */
    public static void every(RetentionSettings settings, Duration interval, MeterRegistry registry, StopSignal stop) {
        try (Redis redis = Redis.at(settings.redis());
                RedisLink link = redis.link()) {
            new RetentionLoop(() -> worker(settings, redis, link, registry, soFar -> {}), interval, stop).run();
        }
    }

    private static RetentionWorker worker(
            RetentionSettings settings,
            Redis redis,
            RedisLink link,
            MeterRegistry registry,
            Consumer<Removed> progress) {
        Layout layout = Layout.agree(link, settings.partitions(), redis.isCluster());
        RetentionPolicy policy = new RetentionPolicy(
                settings.age(), settings.maxBytes(), settings.dedupeWindow(), settings.erasureMemory());
        return new RetentionWorker(link, layout, policy, AuditTrim.of(settings.audit(), link), registry, progress);
    }
}
