package hookline.benchmarks;

import java.io.IOException;
import java.time.Duration;

/** Waits for what has to arrive, a bounded time. */
final class Arrival {
    private static final long POLL_MILLIS = 1;

    private Arrival() {}

    /** Something that may have happened by now, or can no longer happen. */
    @FunctionalInterface
    interface Condition {
        boolean isTrue() throws IOException;
    }

    /**
     * Returns as soon as it has happened.
     *
     * @param what for the message
     * @throws IOException if it has not happened within the limit
     */
    static void await(Condition happened, Duration limit, String what) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!happened.isTrue()) {
            if (System.nanoTime() > deadline) {
                throw new IOException("Not within " + limit.toSeconds() + " s: " + what);
            }
            Thread.sleep(POLL_MILLIS);
        }
    }
}
