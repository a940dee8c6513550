package hookline.benchmarks;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Gives the times at which things begin at a fixed rate, whatever became of those before.
 *
 * <p>Who is late begins at once and measures from the time that was meant, so that a stall is counted by all that waited
 * for it. For one thread.
 */
final class Pace {
    /** A sleeping thread wakes up about this much late. */
    private static final long SPIN_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

    private final long period;
    private long next;

    /**
     * Begins at a time of {@link System#nanoTime}.
     *
     * @param period between two
     */
    Pace(long first, Duration period) {
        this.next = first;
        this.period = period.toNanos();
    }

    /** Waits for the next time and returns it. */
    long await() throws InterruptedException {
        long due = next;
        next += period;
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (left > SPIN_NANOS) {
                LockSupport.parkNanos(left - SPIN_NANOS);
            } else {
                Thread.onSpinWait();
            }
        }
        return due;
    }
}
