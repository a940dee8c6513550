package hookline.retention;

import java.time.Duration;

/**
 * How much Redis is given at once, so that nobody else waits for it for 5 ms: fewer after a step that held it for more
 * than two, and more again after those that held it for less than one. For one thread.
 */
final class StepSize {
    static final int MOST = 200;
    static final int FEWEST = 5;
    static final int FIRST = 50;
    private static final Duration LONG = Duration.ofMillis(2);
    private static final Duration SHORT = Duration.ofMillis(1);

    private int next = FIRST;

    int next() {
        return next;
    }

    /**
     * Learns from a step.
     *
     * @param size how much it was
     * @param took without the way to Redis and back
     */
    void took(int size, Duration took) {
        if (took.compareTo(LONG) > 0) {
            next = Math.max(FEWEST, Math.min(size, next) / 2);
        } else if (took.compareTo(SHORT) < 0 && size >= next) {
            next = Math.min(MOST, next * 2);
        }
    }
}
