package hookline.benchmarks;

import hookline.streams.Keys;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How much memory the agent's process keeps resident, started by the launcher: idle, after many events, and after half
 * as many more, by when it must not have grown.
 */
final class AgentMemory implements Scenario {
    private static final Target LIMIT = Target.atMost(160, Unit.MEGABYTES);

    /** Within it, two readings of one process differ anyway. */
    private static final Target NO_GROWTH = Target.ratioAtMost(1.05);

    private static final Duration SHIPPING_LIMIT = Duration.ofSeconds(60);

    /** Files that may wait, so that a run takes no more of the disk than the resend window does. */
    private static final int MAX_WAITING = 2_000;

    private static final int CHUNK = 500;

    private final int events;
    private final Duration settling;

    /**
     * Prepares the scenario.
     *
     * @param events between the second reading and the first
     * @param settling how long the agent has nothing to do before each reading
     */
    AgentMemory(int events, Duration settling) {
        this.events = events;
        this.settling = settling;
    }

    @Override
    public String name() {
        return "agent-memory";
    }

    @Override
    public List<Figure> run(Workplace place, Progress progress)
            throws IOException, InterruptedException, GeneralSecurityException {
        BenchmarkHome home = BenchmarkHome.create(place.resolve("home"));
        try (BenchmarkRedis redis = BenchmarkRedis.start(place, "redis")) {
            Map<String, String> settings = new HashMap<>(home.settings());
            settings.putAll(redis.settings());
            try (HooklineProcess agent = HooklineProcess.start(place, settings, "agent")) {
                Feed feed = new Feed(home, redis, agent);
                feed.ship(1);
                progress.say("idle for " + settling.toSeconds() + " s");
                double idle = residentAfterPause(agent);
                progress.say("shipping " + events + " events");
                feed.ship(events);
                double loaded = residentAfterPause(agent);
                progress.say("shipping " + events / 2 + " more");
                feed.ship(events / 2);
                double later = residentAfterPause(agent);
                double peak = ResidentMemory.peakMegabytes(agent.pid());
                return figures(idle, loaded, later, peak);
            }
        }
    }

    private List<Figure> figures(double idle, double loaded, double later, double peak) {
        String after = String.format(Locale.ROOT, "agent's memory, after %,d events", events);
        return List.of(
                Figure.alone("agent's memory, idle", Unit.MEGABYTES, idle, LIMIT),
                Figure.alone(after, Unit.MEGABYTES, loaded, LIMIT),
                Figure.compared(
                        String.format(Locale.ROOT, "agent's memory, after %,d more", events / 2),
                        Unit.MEGABYTES,
                        later,
                        loaded,
                        NO_GROWTH),
                Figure.alone("agent's memory, highest", Unit.MEGABYTES, peak, Target.NONE));
    }

    private double residentAfterPause(HooklineProcess agent) throws IOException, InterruptedException {
        Thread.sleep(settling.toMillis());
        agent.requireAlive();
        return ResidentMemory.megabytes(agent.pid());
    }

    /** Keeps an agent busy, the spool small and the raw stream empty. */
    private static final class Feed {
        private final String stream = new Keys(0).raw();
        private final BenchmarkHome home;
        private final BenchmarkRedis redis;
        private final HooklineProcess agent;
        private int spooled;
        private long shipped;

        Feed(BenchmarkHome home, BenchmarkRedis redis, HooklineProcess agent) {
            this.home = home;
            this.redis = redis;
            this.agent = agent;
        }

        /** Returns once Redis had all of them. */
        void ship(int more) throws IOException, InterruptedException {
            for (int i = 1; i <= more; i++) {
                home.put(spooled++);
                if (spooled % CHUNK == 0) {
                    awaitShipped(spooled - MAX_WAITING);
                }
            }
            awaitShipped(spooled);
        }

        private void awaitShipped(long least) throws IOException, InterruptedException {
            Arrival.await(
                    () -> {
                        agent.requireAlive();
                        shipped += redis.connection().sync().xtrim(stream, 0);
                        return shipped >= least;
                    },
                    SHIPPING_LIMIT,
                    least + " events in Redis");
        }
    }
}
