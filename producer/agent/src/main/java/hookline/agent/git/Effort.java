package hookline.agent.git;

import java.time.Duration;

/** Bounds what one look at a repository may cost, its submodules included. For one thread. */
final class Effort {
    private static final Duration LONGEST = Duration.ofMillis(500);
    private static final int MOST_FILES = 20_000;
    private static final long MOST_BYTES = 8 << 20;

    private final long deadline = System.nanoTime() + LONGEST.toNanos();
    private int files;
    private long bytes;

    void files(int further) throws UnknownStateException {
        files += further;
        if (files > MOST_FILES) {
            throw new UnknownStateException("too many files");
        }
    }

    void bytes(long further) throws UnknownStateException {
        bytes += further;
        if (bytes > MOST_BYTES) {
            throw new UnknownStateException("too much content to compare");
        }
    }

    void time() throws UnknownStateException {
        if (System.nanoTime() - deadline > 0 || Thread.currentThread().isInterrupted()) {
            throw new UnknownStateException("it takes too long");
        }
    }
}
