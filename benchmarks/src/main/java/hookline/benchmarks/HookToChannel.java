package hookline.benchmarks;

import hookline.settings.Environment;
import hookline.settings.RedisSettings;
import hookline.streams.PublishedChannel;
import hookline.streams.Redis;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How long an event takes from just before its hook starts until a subscriber of the channel has it, with agent and
 * processor in processes of their own and hooks that fire at a fixed rate.
 */
final class HookToChannel implements Scenario {
    private static final int SPAWNERS = 4;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final int rate;
    private final int warmUp;
    private final int events;

    /**
     * Prepares the scenario.
     *
     * @param rate events a second
     * @param warmUp how many are not counted
     * @param events how many are
     */
    HookToChannel(int rate, int warmUp, int events) {
        this.rate = rate;
        this.warmUp = warmUp;
        this.events = events;
    }

    @Override
    public String name() {
        return "hook-to-channel";
    }

    @Override
    public List<Figure> run(Workplace place, Progress progress)
            throws IOException, InterruptedException, GeneralSecurityException, ExecutionException {
        BenchmarkHome home = BenchmarkHome.create(place.resolve("home"));
        try (BenchmarkRedis server = BenchmarkRedis.start(place, "redis")) {
            Map<String, String> settings = new HashMap<>(home.settings());
            settings.putAll(server.settings());
            try (HooklineProcess processor = HooklineProcess.start(place, settings, "processor");
                    HooklineProcess agent = HooklineProcess.start(place, settings, "agent");
                    Redis redis = Redis.at(RedisSettings.from(Environment.of(server.settings())));
                    PublishedChannel channel = redis.channel()) {
                Crossings crossings = new Crossings(1 + warmUp + events);
                channel.subscribe(line -> crossings.arrives(SampleEvents.numberOf(line)));
                progress.say("starting agent and processor");
                crossings.begins(0);
                home.put(0);
                awaitArrived(crossings, 1, processor, agent);
                progress.say(warmUp + " hooks to warm up, then " + events + ", " + rate + " a second");
                Percentiles late = fire(home, crossings);
                awaitArrived(crossings, 1 + warmUp + events, processor, agent);
                return figures(crossings.from(1 + warmUp), late);
            }
        }
    }

    private static List<Figure> figures(Percentiles crossing, Percentiles late) {
        String name = "hook to `hooksdata`, ";
        return List.of(
                Figure.alone(name + "median", Unit.MILLIS, crossing.median(), Target.under(20, Unit.MILLIS)),
                Figure.alone(name + "99th percentile", Unit.MILLIS, crossing.p99(), Target.under(100, Unit.MILLIS)),
                Figure.alone(name + "hooks fired late by, 99th percentile", Unit.MILLIS, late.p99(), Target.NONE));
    }

    /** Fires all hooks and tells how late each was. */
    private Percentiles fire(BenchmarkHome home, Crossings crossings)
            throws IOException, InterruptedException, ExecutionException {
        TimedCommand hook = new TimedCommand(
                List.of(home.shim().toString()),
                Map.of("HOOKLINE_HOME", home.folder().toString()));
        AtomicLongArray late = new AtomicLongArray(warmUp + events);
        Duration period = Duration.ofSeconds(1).dividedBy(rate);
        long start = System.nanoTime();
        ExecutorService threads = Executors.newFixedThreadPool(SPAWNERS);
        try {
            List<Future<?>> spawners = new ArrayList<>();
            for (int i = 0; i < SPAWNERS; i++) {
                int first = i;
                Pace pace = new Pace(start + first * period.toNanos(), period.multipliedBy(SPAWNERS));
                spawners.add(threads.submit(() -> {
                    for (int n = first; n < warmUp + events; n += SPAWNERS) {
                        byte[] event = SampleEvents.event("bench-" + first, 1 + n);
                        long due = pace.await();
                        late.set(n, System.nanoTime() - due);
                        crossings.begins(1 + n);
                        hook.nanos(event);
                    }
                    return null;
                }));
            }
            for (Future<?> spawner : spawners) {
                spawner.get();
            }
        } finally {
            threads.shutdownNow();
        }
        long[] counted = new long[events];
        for (int i = 0; i < events; i++) {
            counted[i] = late.get(warmUp + i);
        }
        return Percentiles.of(counted);
    }

    private static void awaitArrived(Crossings crossings, int events, HooklineProcess processor, HooklineProcess agent)
            throws IOException, InterruptedException {
        Arrival.await(
                () -> {
                    processor.requireAlive();
                    agent.requireAlive();
                    return crossings.arrived() >= events;
                },
                LIMIT,
                events + " events on the channel");
    }
}
