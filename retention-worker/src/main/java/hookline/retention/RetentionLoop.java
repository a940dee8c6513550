package hookline.retention;

import hookline.streams.RedisOutage;
import hookline.streams.RedisUnavailableException;
import hookline.streams.StopSignal;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs retention again and again until asked to stop.
 *
 * <p>A Redis that is away is waited out, at the start too. Any other exception is a bug or a wrong layout, and ends the
 * loop.
 */
final class RetentionLoop implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(RetentionLoop.class);

    private final Supplier<RetentionWorker> connect;
    private final Duration interval;
    private final Consumer<RetentionReport> reports;
    private final StopSignal stop;
    private final RedisOutage outage = new RedisOutage("The retention worker");

    /**
     * Prepares it.
     *
     * @param connect is called until it succeeds, and then no more
     * @param interval from the end of a run to the start of the next
     * @param reports is told of each run
     */
    RetentionLoop(
            Supplier<RetentionWorker> connect, Duration interval, Consumer<RetentionReport> reports, StopSignal stop) {
        this.connect = connect;
        this.interval = interval;
        this.reports = reports;
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
                RetentionReport report = worker.removeOnce(false, stop, soFar -> {});
                outage.isOver();
                log(report);
                reports.accept(report);
                stop.awaitAtMost(interval);
            } catch (RedisUnavailableException e) {
                outage.await(e, stop);
            }
        }
    }

    private static void log(RetentionReport report) {
        if (!report.removed().equals(Removed.NOTHING)) {
            log.info("{}", report.text());
        }
        if (report.outcome() == RetentionReport.Outcome.LOCK_LOST) {
            log.warn("Retention: {}", report.outcome().words());
        } else {
            log.debug("Retention: {}", report.outcome().words());
        }
    }
}
