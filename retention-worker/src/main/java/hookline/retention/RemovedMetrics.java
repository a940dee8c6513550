package hookline.retention;

import hookline.streams.Removal.Amount;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what was removed, by kind, and what was lost by it; every counter is there from the start, at 0. */
final class RemovedMetrics {
    private final MeterRegistry registry;
    private final Counter expired;
    private final AtomicLong lastRun = new AtomicLong();

    RemovedMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.expired = Counter.builder("hookline.raw.expired")
                .description("Events that nobody processed within HOOKLINE_RAW_MAX_AGE, and that are lost")
                .register(registry);
        Gauge.builder("hookline.retention.last.run.timestamp.seconds", lastRun, AtomicLong::get)
                .description("When this worker last went through everything, in seconds since the epoch; 0 for not yet")
                .register(registry);
        for (Kind kind : Kind.values()) {
            count(kind, new Amount(0, 0));
        }
    }

    void count(Removed removed) {
        removed.amounts().forEach(this::count);
    }

    /** Everything was gone through, by the server's clock. */
    void ended(Instant time) {
        lastRun.set(time.getEpochSecond());
    }

    void expired(long events) {
        expired.increment((double) events);
    }

    private void count(Kind kind, Amount amount) {
        Counter.builder("hookline.retention.removed")
                .description("What retention removed, by kind; stats are days")
                .tag("what", kind.label())
                .register(registry)
                .increment((double) amount.count());
        Counter.builder("hookline.retention.removed.bytes")
                .description("Bytes of what retention removed, as far as their kind tells")
                .tag("what", kind.label())
                .register(registry)
                .increment((double) amount.bytes());
    }
}
