package hookline.cli;

import hookline.schemas.PublishedLine;
import hookline.schemas.UndecodableException;
import hookline.settings.Environment;
import hookline.settings.LogLevel;
import hookline.streams.PublishedChannel;
import hookline.streams.RedisLink;
import hookline.streams.StopSignal;
import hookline.streams.StoredCounts;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One run of the whole pipeline in a home that is gone afterwards, with an eye on every place that events pass.
 *
 * <p>Nothing is rewritten before the scan: the append-only file still holds all that was ever written to Redis, raw
 * entries included.
 */
final class DemoRun {
    private static final Duration ARRIVAL_LIMIT = Duration.ofSeconds(60);
    private static final Duration HOOK_LIMIT = Duration.ofSeconds(10);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(50);
    private static final Duration POLL = Duration.ofMillis(20);

    private final List<String> events;
    private final List<String> planted;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<Long> arrivalMillis = new CopyOnWriteArrayList<>();
    private final StopSignal failed = new StopSignal();

    /**
     * Prepares a run.
     *
     * @param events raw hook inputs
     * @param planted secrets in them
     */
    DemoRun(List<String> events, List<String> planted) {
        this.events = events;
        this.planted = planted;
    }

    DemoSummary run() throws IOException, GeneralSecurityException {
        Path folder = TemporaryHome.create();
        // Ctrl-C must not leave it behind either.
        Thread removal = new Thread(() -> remove(folder), "removal");
        Runtime.getRuntime().addShutdownHook(removal);
        try {
            return run(new Home(folder));
        } finally {
            remove(folder);
            Runtime.getRuntime().removeShutdownHook(removal);
        }
    }

    private DemoSummary run(Home home) throws IOException, GeneralSecurityException {
        Logging.toFile(home.log(), LogLevel.DEBUG);
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        Map<String, String> settings = new LinkedHashMap<>(new HomeKeys(home, InstantSource.system()).settings());
        settings.put("HOOKLINE_HOME", home.folder().toString());
        settings.put("HOOKLINE_AGENT_PORT", "0");
        settings.put("HOOKLINE_PROCESSOR_PORT", "0");
        try (OwnRedis redis = OwnRedis.start(home, List.of("auto-aof-rewrite-percentage 0"))) {
            settings.putAll(redis.settings());
            List<Long> hookMicros;
            StoredCounts counts;
            LeakScan scan = new LeakScan(planted);
            try (AllInOne pipeline = AllInOne.start(Environment.of(settings), registry, this::ended);
                    RedisLink link = pipeline.redis().link();
                    PublishedChannel channel = pipeline.redis().channel()) {
                channel.subscribe(this::arrived);
                hookMicros = fireHooks(home.installShim(), home.folder());
                counts = awaitAll(link);
                scan.redis(link);
            }
            scan.files("the append-only file and the logs of Redis", home.redis());
            scan.file("the log", home.log());
            lines.forEach(line -> scan.text("the channel", line));
            return new DemoSummary(
                    events.size(),
                    lines.size(),
                    counts.stored(),
                    counts.dead(),
                    redactions(registry),
                    planted.size(),
                    scan.found(),
                    hookMicros,
                    List.copyOf(arrivalMillis));
        }
    }

    /** The log goes with the home, so what ended the pipeline is said here. */
    private void ended(Throwable bug) {
        System.err.println("hookline: the pipeline ended by " + bug);
        for (StackTraceElement place : bug.getStackTrace()) {
            System.err.println("    at " + place);
        }
        failed.request();
    }

    private void arrived(String line) {
        Instant now = Instant.now();
        lines.add(line);
        System.out.println(line);
        try {
            arrivalMillis.add(
                    Duration.between(PublishedLine.parse(line).timestamp(), now).toMillis());
        } catch (UndecodableException e) {
            System.err.println("hookline: a message on the channel is " + e.getMessage());
            failed.request();
        }
    }

    private List<Long> fireHooks(Path shim, Path home) throws IOException {
        List<Long> micros = new ArrayList<>();
        Duration pause = pause();
        for (String event : events) {
            failed.awaitAtMost(pause);
            long start = System.nanoTime();
            ProcessBuilder hook = new ProcessBuilder(shim.toString());
            hook.environment().put("HOOKLINE_HOME", home.toString());
            Process process = hook.start();
            try (OutputStream stdin = process.getOutputStream()) {
                stdin.write(event.getBytes(StandardCharsets.UTF_8));
            }
            awaitHook(process);
            micros.add((System.nanoTime() - start) / 1_000);
        }
        return micros;
    }

    /** A session's hooks fire one after the other, not all at once; no more than two seconds are spent on that. */
    private Duration pause() {
        Duration share = Duration.ofSeconds(2).dividedBy(Math.max(1, events.size()));
        return share.compareTo(LONGEST_PAUSE) < 0 ? share : LONGEST_PAUSE;
    }

    private static void awaitHook(Process process) throws IOException {
        try {
            if (!process.waitFor(HOOK_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new IOException("The hook shim did not end within " + HOOK_LIMIT.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while a hook ran", e);
        }
        if (process.exitValue() != 0) {
            throw new IOException("The hook shim ended with exit code " + process.exitValue());
        }
    }

    private StoredCounts awaitAll(RedisLink link) {
        long deadline = System.nanoTime() + ARRIVAL_LIMIT.toNanos();
        StoredCounts counts = StoredCounts.of(link, 1);
        while (counts.stored() + counts.dead() < events.size() || lines.size() < counts.stored()) {
            if (failed.isRequested() || System.nanoTime() > deadline) {
                break;
            }
            failed.awaitAtMost(POLL);
            counts = StoredCounts.of(link, 1);
        }
        return counts;
    }

    private static long redactions(SimpleMeterRegistry registry) {
        return (long) registry.find("hookline.redactions").counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private static void remove(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            System.err.println("hookline: " + folder + " could not be removed: " + e.getMessage());
        }
    }
}
