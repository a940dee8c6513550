package hookline.benchmarks;

import hookline.streams.Keys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a hook call costs its session, next to {@code redis-cli -x XADD} of the same event to a Redis that is up.
 *
 * <p>Each way of calling the shim is followed by a count of what it spooled: a hook exits 0 whatever happens, so its
 * exit alone proves nothing.
 */
final class HookCalls implements Scenario {
    private static final Target MEDIAN = Target.ratioAtMost(0.8);
    private static final Target P99 = Target.ratioAtMost(1.5);
    private static final String STREAM = "bench";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Path redisCli;
    private final int calls;
    private final int waitingFiles;

    /**
     * Prepares the scenario.
     *
     * @param calls how often each is called in a run
     * @param waitingFiles in the spool that is full
     */
    HookCalls(Path redisCli, int calls, int waitingFiles) {
        this.redisCli = redisCli;
        this.calls = calls;
        this.waitingFiles = waitingFiles;
    }

    @Override
    public String name() {
        return "hook-call";
    }

    @Override
    public List<Figure> run(Workplace place, Progress progress)
            throws IOException, InterruptedException, GeneralSecurityException {
        require(
                Files.isExecutable(redisCli),
                "redis-cli is not on the PATH, and hook calls are compared with it: install it (such as"
                        + " 'apt install redis-tools' or 'brew install redis')");
        try (BenchmarkRedis redis = BenchmarkRedis.start(place, "reference-redis")) {
            Alternation calling = new Alternation(xadd(redis), SampleEvents.event("bench", 0), calls);
            List<Figure> figures = new ArrayList<>();
            figures.addAll(agentUp(place, calling, progress));
            figures.addAll(redisDown(place, calling, progress));
            figures.addAll(agentDown(place, calling, progress));
            figures.addAll(spoolFull(place, calling, progress));
            figures.addAll(installed(place, calling, progress));
            Optional<Path> bash = ProgramPath.find("bash");
            if (bash.isPresent()) {
                figures.addAll(bash(bash.get(), place, calling, progress));
            }
            long appended = redis.connection().sync().xlen(STREAM);
            require(
                    appended == calling.referenceCalls(),
                    appended + " of " + calling.referenceCalls() + " events of redis-cli arrived");
            return figures;
        }
    }

    private TimedCommand xadd(BenchmarkRedis redis) {
        String port = Integer.toString(redis.port());
        return new TimedCommand(
                List.of(redisCli.toString(), "-h", BenchmarkRedis.HOST, "-p", port, "-x", "XADD", STREAM, "*", "e"),
                Map.of());
    }

    private List<Figure> agentUp(Workplace place, Alternation calling, Progress progress)
            throws IOException, InterruptedException, GeneralSecurityException {
        progress.say(calls + " calls, agent and Redis up");
        BenchmarkHome home = BenchmarkHome.create(place.resolve("up"));
        try (BenchmarkRedis redis = BenchmarkRedis.start(place, "up-redis");
                HooklineProcess agent = agent(place, home, redis)) {
            List<Figure> figures = calling.run("hook call", shim(home), MEDIAN, P99);
            awaitShipped(agent, redis, 1 + calling.callsEach());
            return figures;
        }
    }

    private List<Figure> redisDown(Workplace place, Alternation calling, Progress progress)
            throws IOException, InterruptedException, GeneralSecurityException {
        progress.say(calls + " calls, agent up, Redis down");
        BenchmarkHome home = BenchmarkHome.create(place.resolve("redis-down"));
        BenchmarkRedis redis = BenchmarkRedis.start(place, "redis-down-redis");
        try (redis;
                HooklineProcess agent = agent(place, home, redis)) {
            redis.close();
            List<Figure> figures = calling.run("hook call, Redis down", shim(home), MEDIAN, P99);
            agent.requireAlive();
            // The one that the agent shipped when it started may be back, to be sent again.
            long spooled = home.waiting();
            long events = calling.callsEach();
            require(spooled == events || spooled == events + 1, spooled + " of " + events + " events are in the spool");
            return figures;
        }
    }

    private List<Figure> agentDown(Workplace place, Alternation calling, Progress progress)
            throws IOException, InterruptedException, GeneralSecurityException {
        progress.say(calls + " calls, agent down");
        BenchmarkHome home = BenchmarkHome.create(place.resolve("agent-down"));
        List<Figure> figures = calling.run("hook call, agent down", shim(home), MEDIAN, P99);
        requireSpooled(home, calling.callsEach());
        return figures;
    }

    private List<Figure> spoolFull(Workplace place, Alternation calling, Progress progress)
            throws IOException, InterruptedException, GeneralSecurityException {
        progress.say(calls + " calls, agent down, " + waitingFiles + " events in the spool");
        BenchmarkHome home = BenchmarkHome.create(place.resolve("full"));
        for (int i = 0; i < waitingFiles; i++) {
            home.put(i);
        }
        String name = String.format(Locale.ROOT, "hook call, %,d events in the spool", waitingFiles);
        List<Figure> figures = calling.run(name, shim(home), MEDIAN, P99);
        requireSpooled(home, waitingFiles + calling.callsEach());
        return figures;
    }

    /** As it stands in a coding agent's settings: that starts one more shell. */
    private List<Figure> installed(Workplace place, Alternation calling, Progress progress)
            throws IOException, InterruptedException, GeneralSecurityException {
        progress.say(calls + " calls, as installed");
        BenchmarkHome home = BenchmarkHome.create(place.resolve("installed"));
        String line = "HOOKLINE_HOME='" + home.folder() + "' '" + home.shim() + "' >/dev/null 2>&1 || true";
        TimedCommand hook = new TimedCommand(List.of("/bin/sh", "-c", line), Map.of());
        List<Figure> figures = calling.run("hook call, as installed", hook, Target.NONE, Target.NONE);
        requireSpooled(home, calling.callsEach());
        return figures;
    }

    private List<Figure> bash(Path bash, Workplace place, Alternation calling, Progress progress)
            throws IOException, InterruptedException, GeneralSecurityException {
        progress.say(calls + " calls with bash");
        BenchmarkHome home = BenchmarkHome.create(place.resolve("bash"));
        TimedCommand hook =
                new TimedCommand(List.of(bash.toString(), "--posix", home.shim().toString()), homeOf(home));
        List<Figure> figures = calling.run("hook call, bash", hook, Target.NONE, Target.NONE);
        requireSpooled(home, calling.callsEach());
        return figures;
    }

    private static TimedCommand shim(BenchmarkHome home) {
        return new TimedCommand(List.of(home.shim().toString()), homeOf(home));
    }

    private static Map<String, String> homeOf(BenchmarkHome home) {
        return Map.of("HOOKLINE_HOME", home.folder().toString());
    }

    /** Starts an agent and returns once it ships, and knows that it has. */
    private static HooklineProcess agent(Workplace place, BenchmarkHome home, BenchmarkRedis redis)
            throws IOException, InterruptedException {
        Map<String, String> settings = new HashMap<>(home.settings());
        settings.putAll(redis.settings());
        HooklineProcess agent = HooklineProcess.start(place, settings, "agent");
        try {
            home.put(0);
            awaitShipped(agent, redis, 1);
            Arrival.await(() -> home.waiting() == 0, LIMIT, "an empty spool");
            return agent;
        } catch (IOException | InterruptedException e) {
            agent.close();
            throw e;
        }
    }

    private static void awaitShipped(HooklineProcess agent, BenchmarkRedis redis, int events)
            throws IOException, InterruptedException {
        Arrival.await(
                () -> {
                    agent.requireAlive();
                    return redis.connection().sync().xlen(new Keys(0).raw()) >= events;
                },
                LIMIT,
                events + " events in Redis");
    }

    private static void requireSpooled(BenchmarkHome home, int events) throws IOException {
        long spooled = home.waiting();
        require(spooled == events, spooled + " of " + events + " events are in the spool");
    }

    private static void require(boolean held, String otherwise) throws IOException {
        if (!held) {
            throw new IOException(otherwise);
        }
    }
}
