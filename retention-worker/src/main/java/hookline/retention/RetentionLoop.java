package hookline.retention;

import hookline.streams.RedisOutage;
import hookline.streams.RedisUnavailableException;
import hookline.streams.StopSignal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs retention again and again, never two runs at once, until asked to stop.
 *
 * <p>A Redis that is away is waited out, at the start too. Any other exception is a bug or a wrong layout, and ends the
 * loop.
 */
final class RetentionLoop implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(RetentionLoop.class);

    private final Supplier<RetentionWorker> connect;
    private final Duration interval;
    private final StopSignal stop;
    private final RedisOutage outage = new RedisOutage("The retention worker", InstantSource.system());

    /**
     * Prepares it.
     *
     * @param connect is called until it succeeds, and then no more
     * @param interval from the end of a run to the start of the next
     */
    RetentionLoop(Supplier<RetentionWorker> connect, Duration interval, StopSignal stop) {
        this.connect = connect;
        this.interval = interval;
        this.stop = stop;
    }

    @Override
    public void run() {
        @Nullable RetentionWorker worker = null;
        while (!stop.isRequested()) {
            try {
                if (worker == null) {
                    worker = connect.get();
                }
                Removed removed = worker.removeOnce(false, stop);
                outage.isOver();
                if (!removed.equals(Removed.NOTHING)) {
                    log.info("Removed {}", removed.text());
                }
                stop.awaitAtMost(interval);
            } catch (RedisUnavailableException e) {
                outage.await(e, stop);
            }
        }
    }
}
