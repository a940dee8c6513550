package hookline.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A Redis, a home, and processors of their own processes on them; knows how many events these have committed. */
final class RunningPipeline<R extends MeasuredRedis> implements AutoCloseable {
    /** Without a single commit for this long, none is to be expected any more. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final long POLL_MILLIS = 50;

    private final Workplace place;
    private final Map<String, String> settings;
    private final R redis;
    private final List<HooklineProcess> processors = new ArrayList<>();

    private RunningPipeline(Workplace place, Map<String, String> settings, R redis) {
        this.place = place;
        this.settings = settings;
        this.redis = redis;
    }

    /** How many events were committed by a time of {@link System#nanoTime}. */
    record Moment(long committed, long nanos) {
        double perSecondUntil(Moment later) {
            return (later.committed - committed) * (double) TimeUnit.SECONDS.toNanos(1) / (later.nanos - nanos);
        }
    }

    /** Something to do at every look. */
    @FunctionalInterface
    interface Look {
        void at(long committed) throws IOException;
    }

    /** Starts a Redis, and no processor yet. */
    static RunningPipeline<BenchmarkRedis> at(Workplace place, String name) throws Exception {
        return on(BenchmarkRedis.start(place, name + "-redis"), place, name);
    }

    /** Takes a Redis over that was just started, to close it. */
    static <R extends MeasuredRedis> RunningPipeline<R> on(R redis, Workplace place, String name) throws Exception {
        BenchmarkHome home = BenchmarkHome.create(place.resolve(name));
        Map<String, String> settings = new HashMap<>(home.settings());
        settings.putAll(redis.settings());
        return new RunningPipeline<>(place, settings, redis);
    }

    Map<String, String> settings() {
        return settings;
    }

    R redis() {
        return redis;
    }

    HooklineProcess addProcessor() throws IOException {
        HooklineProcess processor = HooklineProcess.start(place, settings, "processor");
        processors.add(processor);
        return processor;
    }

    /** Appends sealed events and returns once they are there. */
    void fill(int events) throws IOException, InterruptedException {
        try (HooklineProcess producer = SealedProducer.fill(place, settings, events)) {
            producer.awaitEnd(Duration.ofMinutes(10));
        }
    }

    Moment now() {
        return new Moment(committed(), System.nanoTime());
    }

    private long committed() {
        return redis.committed()
                .toCompletableFuture()
                .orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    /** Waits until so many are committed. */
    Moment await(long least, Look look) throws IOException, InterruptedException {
        long committed = committed();
        long progress = System.nanoTime();
        while (committed < least) {
            Thread.sleep(POLL_MILLIS);
            for (HooklineProcess processor : processors) {
                processor.requireAlive();
            }
            long now = committed();
            if (now > committed) {
                progress = System.nanoTime();
            } else if (System.nanoTime() - progress > LIMIT.toNanos()) {
                throw new IOException(
                        "No event was committed for " + LIMIT.toSeconds() + " s, " + now + " of " + least + " are");
            }
            committed = now;
            look.at(committed);
        }
        return new Moment(committed, System.nanoTime());
    }

    /** Ends all processors, and leaves their Redis as it is. */
    void endProcessors() {
        processors.forEach(HooklineProcess::close);
        processors.clear();
    }

    @Override
    public void close() throws IOException {
        endProcessors();
        redis.close();
    }
}
