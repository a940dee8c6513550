package hookline.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final Duration PERIOD = Duration.ofMillis(5);

    @Test
    void whoIsLateStillGetsEveryTimeThatWasMeant() throws InterruptedException {
        long first = System.nanoTime() - Duration.ofSeconds(1).toNanos();
        Pace pace = new Pace(first, PERIOD);
        for (int i = 0; i < 100; i++) {
            assertEquals(first + i * PERIOD.toNanos(), pace.await());
        }
    }

    @Test
    void nobodyBeginsEarly() throws InterruptedException {
        Pace pace = new Pace(System.nanoTime() + PERIOD.toNanos(), PERIOD);
        for (int i = 0; i < 3; i++) {
            long due = pace.await();
            assertTrue(System.nanoTime() - due >= 0);
        }
    }

    @Test
    void aStopEndsTheWait() {
        Pace pace = new Pace(System.nanoTime() + Duration.ofHours(1).toNanos(), PERIOD);
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, pace::await);
    }
}
