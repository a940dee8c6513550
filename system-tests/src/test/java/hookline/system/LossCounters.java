package hookline.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.List;

/** The counters of every way in which an event can leave agent and processor other than through a commit. */
final class LossCounters {
    private static final List<String> NAMES =
            List.of("hookline.spool.refused", "hookline.unprocessed.removed", "hookline.raw.unaccounted");

    private LossCounters() {}

    static void assertNone(MeterRegistry registry) {
        for (String name : NAMES) {
            Collection<Counter> counters = registry.find(name).counters();
            assertFalse(counters.isEmpty(), name + " is not there before the first loss");
            counters.forEach(counter -> assertEquals(0, counter.count(), () -> "lost: " + counter.getId()));
        }
    }
}
