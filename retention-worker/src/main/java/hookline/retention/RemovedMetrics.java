package hookline.retention;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts what was removed, by kind; every kind is there from the start, at 0. */
final class RemovedMetrics {
    private final Counter events;
    private final Counter sessions;
    private final Counter deadLetters;
    private final Counter stats;
    private final Counter erasureMarks;

    RemovedMetrics(MeterRegistry registry) {
        this.events = counter(registry, "events");
        this.sessions = counter(registry, "sessions");
        this.deadLetters = counter(registry, "dead_letters");
        this.stats = counter(registry, "stats");
        this.erasureMarks = counter(registry, "erasure_marks");
    }

    void count(Removed removed) {
        events.increment((double) removed.events());
        sessions.increment((double) removed.sessions());
        deadLetters.increment((double) removed.deadLetters());
        stats.increment((double) removed.statsDays());
        erasureMarks.increment((double) removed.erasureMarks());
    }

    private static Counter counter(MeterRegistry registry, String what) {
        return Counter.builder("hookline.retention.removed")
                .description("What retention removed, by kind; stats are days")
                .tag("what", what)
                .register(registry);
    }
}
