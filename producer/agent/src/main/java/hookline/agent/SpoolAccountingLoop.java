package hookline.agent;

import hookline.client.Spool;
import hookline.streams.StopSignal;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what lies in the spool every few seconds, holds it to its limit, and takes over what killed hooks left.
 *
 * <p>In a thread of its own, since counting a long backlog must not delay shipping it; it spends at most a twentieth of
 * its time on that. Closing ends the thread.
 */
final class SpoolAccountingLoop implements Runnable, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SpoolAccountingLoop.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final int PAUSE_FACTOR = 20;
    private static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(1);
    private static final long END_MILLIS = 2_000;

    private final Spool spool;
    private final SpoolLimit limit;
    private final RefusedEvents refused;
    private final UnfinishedHooks unfinished;
    private final InstantSource clock;
    private final StopSignal stop;
    private final Consumer<? super Throwable> onFailure;
    private final Cadence warnings = new Cadence(BETWEEN_WARNINGS);
    private final Thread thread = new Thread(this, "hookline-spool");
    private volatile SpoolUsage usage = SpoolUsage.NONE;

    SpoolAccountingLoop(
            Spool spool,
            long maxBytes,
            InstantSource clock,
            MeterRegistry registry,
            StopSignal stop,
            Consumer<? super Throwable> onFailure) {
        this.spool = spool;
        this.limit = new SpoolLimit(spool, maxBytes);
        this.refused = new RefusedEvents(spool, clock, registry);
        this.unfinished = new UnfinishedHooks(spool, clock);
        this.clock = clock;
        this.stop = stop;
        this.onFailure = onFailure;
        thread.setDaemon(true);
        Gauge.builder("hookline.spool.events", this, loop -> loop.usage.events())
                .description("Events in the spool that Redis has not confirmed yet")
                .register(registry);
        Gauge.builder("hookline.spool.bytes", this, loop -> loop.usage.bytes())
                .description("Size of the events in the spool that Redis has not confirmed yet")
                .baseUnit("bytes")
                .register(registry);
    }

    void start() {
        thread.start();
    }

    @Override
    public void run() {
        try {
            while (!stop.isRequested()) {
                long began = System.nanoTime();
                round();
                Duration took = Duration.ofNanos(System.nanoTime() - began).multipliedBy(PAUSE_FACTOR);
                stop.awaitAtMost(took.compareTo(PAUSE) > 0 ? took : PAUSE);
            }
        } catch (RuntimeException | Error e) {
            onFailure.accept(e);
        }
    }

    private void round() {
        try {
            usage = SpoolUsage.of(spool);
            limit.apply(usage);
            refused.count();
            unfinished.takeOver();
        } catch (IOException e) {
            if (warnings.isDue(clock.instant())) {
                log.warn("The spool cannot be counted, so its limit does not hold now: {}", e.toString());
            }
        }
    }

    @Override
    public void close() {
        stop.request();
        try {
            thread.join(END_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
