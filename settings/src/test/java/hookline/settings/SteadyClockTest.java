package hookline.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SteadyClockTest {
    private static final Instant BEGIN = Instant.parse("2026-11-22T10:00:00Z");

    private final AtomicReference<Instant> system = new AtomicReference<>(BEGIN);
    private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 1);

    @Test
    void goesOnAsTimePassesWhereTheSystemsClockIsSetBackOrForth() {
        SteadyClock clock = new SteadyClock(system::get, nanoTime::get);
        assertEquals(BEGIN, clock.instant());
        system.set(BEGIN.minus(Duration.ofHours(1)));
        nanoTime.addAndGet(Duration.ofSeconds(5).toNanos());
        assertEquals(BEGIN.plusSeconds(5), clock.instant());
        system.set(BEGIN.plus(Duration.ofHours(1)));
        assertEquals(BEGIN.plusSeconds(5), clock.instant());
    }
}
