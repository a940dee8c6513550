package hookline.benchmarks;

import hookline.agent.Agent;
import hookline.settings.AgentSettings;
import hookline.settings.Environment;
import hookline.streams.Redis;
import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * How fast an agent seals and ships a spool that has filled up, next to plain pipelined XADD of the same bytes through
 * Lettuce.
 *
 * <p>Every run has a fresh agent in this JVM; the first one of a JVM is reported by itself.
 */
final class Drain implements Scenario {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    /** As many as an agent sends together. */
    private static final int BATCH = 128;

    private final int events;
    private boolean warm;

    /**
     * Prepares the scenario.
     *
     * @param events in the spool
     */
    Drain(int events) {
        this.events = events;
    }

    @Override
    public String name() {
        return "drain";
    }

    @Override
    public List<Figure> run(Workplace place, Progress progress)
            throws IOException, InterruptedException, GeneralSecurityException {
        List<Figure> figures = new ArrayList<>();
        try (BenchmarkRedis redis = BenchmarkRedis.start(place, "redis")) {
            if (!warm) {
                figures.add(measure("drain, first of its JVM", Target.NONE, redis, place, progress));
                warm = true;
            }
            figures.add(measure("drain", Target.ratioAtLeast(0.3), redis, place, progress));
        }
        return figures;
    }

    private Figure measure(String name, Target target, BenchmarkRedis redis, Workplace place, Progress progress)
            throws IOException, InterruptedException, GeneralSecurityException {
        progress.say("spooling " + events + " events");
        BenchmarkHome home = BenchmarkHome.create(place.resolve(name));
        for (int i = 0; i < events; i++) {
            home.put(i);
        }
        progress.say("draining them");
        double drained = drain(home, redis);
        redis.connection().sync().flushall();
        progress.say("plain XADD of as many");
        double appended = append(redis);
        redis.connection().sync().flushall();
        return Figure.compared(name, Unit.PER_SECOND, drained, appended, target);
    }

    private double drain(BenchmarkHome home, BenchmarkRedis redis)
            throws IOException, InterruptedException, GeneralSecurityException {
        Map<String, String> settings = new HashMap<>(home.settings());
        settings.putAll(redis.settings());
        AgentSettings agentSettings = AgentSettings.from(Environment.of(settings));
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        try (Redis link = Redis.at(agentSettings.redis());
                Agent agent = new Agent(agentSettings, link, registry, InstantSource.system(), failure::set)) {
            long start = System.nanoTime();
            agent.start();
            Arrival.await(
                    () -> {
                        if (failure.get() != null) {
                            throw new IOException("The agent ended", failure.get());
                        }
                        return registry.get("hookline.agent.sent").counter().count() >= events;
                    },
                    LIMIT,
                    events + " events confirmed");
            return perSecond(System.nanoTime() - start);
        }
    }

    private double append(BenchmarkRedis redis) throws IOException {
        RedisAsyncCommands<String, byte[]> commands = redis.connection().async();
        byte[] event = SampleEvents.event("bench", events);
        long start = System.nanoTime();
        for (int sent = 0; sent < events; sent += BATCH) {
            List<RedisFuture<String>> replies = new ArrayList<>(BATCH);
            for (int i = sent; i < Math.min(events, sent + BATCH); i++) {
                replies.add(commands.xadd("bench", Map.of("e", event)));
            }
            if (!LettuceFutures.awaitAll(LIMIT, replies.toArray(RedisFuture[]::new))) {
                throw new IOException("Redis did not confirm plain XADD within " + LIMIT.toSeconds() + " s");
            }
        }
        return perSecond(System.nanoTime() - start);
    }

    private double perSecond(long nanos) {
        return events * (double) TimeUnit.SECONDS.toNanos(1) / nanos;
    }
}
