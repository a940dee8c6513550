package hookline.agent;

import hookline.client.Spool;
import hookline.streams.RedisOutage;
import hookline.streams.RedisUnavailableException;
import hookline.streams.StopSignal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ships what enters the spool until asked to stop, in one thread of its own.
 *
 * <p>Every event leaves the spool only after Redis has confirmed it and the resend window has passed. While Redis is
 * away the files stay where they are, and at most two batches are in memory. A file that cannot be read delays no other.
 * Any other exception is a bug: it ends the loop and is handed to the failure handler.
 */
final class SpoolDrainer implements Runnable, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SpoolDrainer.class);
    private static final long FLUSH_MILLIS = TimeUnit.SECONDS.toMillis(5);
    private static final long END_MILLIS = TimeUnit.SECONDS.toMillis(2);
    private static final Duration IDLE = Duration.ofMillis(50);
    private static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(1);

    private final Spool spool;
    private final Intake intake;
    private Batch batch;
    private Batch spare;
    private final Shipping shipping;
    private final Resending resending;
    private final ResendWindow window;
    private final Sequencer sequencer;
    private final RawHookSender sender;
    private final SpoolWatch watch;
    private final AgentCounters counters;
    private final RedisOutage redisOutage;
    private final RedisOutage diskOutage;
    private final Cadence removals;
    private final Cadence warnings = new Cadence(BETWEEN_WARNINGS);
    private final InstantSource clock;
    private final StopSignal stop;
    private final Consumer<? super Throwable> onFailure;
    private final Thread thread = new Thread(this, "hookline-agent");

    SpoolDrainer(
            Spool spool,
            Intake intake,
            Batch batch,
            Batch spare,
            Shipping shipping,
            Resending resending,
            ResendWindow window,
            Sequencer sequencer,
            RawHookSender sender,
            SpoolWatch watch,
            AgentCounters counters,
            RedisOutage redisOutage,
            Duration betweenRemovals,
            InstantSource clock,
            StopSignal stop,
            Consumer<? super Throwable> onFailure) {
        this.spool = spool;
        this.intake = intake;
        this.batch = batch;
        this.spare = spare;
        this.shipping = shipping;
        this.resending = resending;
        this.window = window;
        this.sequencer = sequencer;
        this.sender = sender;
        this.watch = watch;
        this.counters = counters;
        this.redisOutage = redisOutage;
        this.diskOutage = new RedisOutage("The agent", clock);
        this.removals = new Cadence(betweenRemovals);
        this.clock = clock;
        this.stop = stop;
        this.onFailure = onFailure;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Ends within seconds: sends what is in memory if Redis answers, else leaves it in the spool. */
    @Override
    public void close() {
        stop.request();
        try {
            thread.join(FLUSH_MILLIS);
            if (thread.isAlive()) {
                thread.interrupt();
                thread.join(END_MILLIS);
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    /** Whether its work has ended, so that another agent may begin. */
    boolean hasEnded() {
        return !thread.isAlive();
    }

    @Override
    public void run() {
        try (watch;
                sender;
                shipping) {
            while (!stop.isRequested()) {
                round();
            }
            finish();
        } catch (IOException | RuntimeException | Error e) {
            onFailure.accept(e);
        }
    }

    private void round() {
        try {
            if (diskOutage.lasts()) {
                spool.createFolders();
            }
            if (!drain()) {
                watch.await(batch.isEmpty() ? IDLE : batch.remaining());
            }
            diskOutage.isOver();
        } catch (RedisUnavailableException e) {
            redisOutage.await(e, stop);
        } catch (IOException e) {
            diskOutage.await(new UncheckedIOException("The spool cannot be used", e), stop);
        }
    }

    /** Returns whether there is more to do at once. */
    private boolean drain() throws IOException {
        if (!shipping.isUnderWay() && resending.isNeeded()) {
            shipping.ship(batch, counters.sent());
            resending.run();
            redisOutage.isOver();
            return true;
        }
        if (!shipping.isUnderWay() && batch.isEmpty()) {
            resending.retryHeldBack();
        }
        boolean more = intake.fill(batch);
        if (more || (!batch.isEmpty() && batch.remaining().isZero())) {
            shipping.start(batch, counters.sent());
            Batch free = spare;
            spare = batch;
            batch = free;
        } else if (batch.isEmpty()) {
            shipping.settle();
        }
        removeConfirmed();
        return more;
    }

    private void removeConfirmed() throws IOException {
        if (!removals.isDue(clock.instant()) || !window.isOver()) {
            return;
        }
        shipping.settle();
        // Redis may have come back as another since its last reply: then everything is sent again first.
        sender.ask();
        redisOutage.isOver();
        if (!resending.isNeeded() && saveSequences()) {
            window.removeFiles();
        }
    }

    private boolean saveSequences() {
        try {
            sequencer.save();
            return true;
        } catch (IOException e) {
            if (warnings.isDue(clock.instant())) {
                log.warn(
                        "The sequence journal cannot be written, so confirmed events stay in the spool: {}",
                        e.toString());
            }
            return false;
        }
    }

    private void finish() {
        try {
            if (!redisOutage.lasts()) {
                shipping.ship(batch, counters.sent());
            }
        } catch (RedisUnavailableException e) {
            log.info("Redis did not take the last events, which stay in the spool: {}", e.getMessage());
        }
        saveSequences();
    }
}
