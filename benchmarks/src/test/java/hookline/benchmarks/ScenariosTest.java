package hookline.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.benchmarks.JmhRun.Effort;
import hookline.benchmarks.jmh.HostileText;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs every scenario with a few events: nothing here says how fast anything is, only that it is measured at all. */
class ScenariosTest {
    /** Programs are run from it, so it cannot be a temporary folder of the system. */
    private static final Path TARGET = Path.of("target").toAbsolutePath();

    private static final List<String> HOOKLINE = List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx56m",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            "hookline.cli.Hookline");

    private static List<Figure> run(Scenario scenario) throws Exception {
        Path folder;
        List<Figure> figures;
        try (Workplace place = Workplace.under(TARGET, HOOKLINE)) {
            folder = place.resolve("");
            figures = scenario.run(place, Progress.to(new PrintStream(OutputStream.nullOutputStream())));
        }
        assertFalse(Files.exists(folder), "what it made is gone");
        for (Figure figure : figures) {
            assertTrue(figure.measured() >= 0, figure.name());
            assertTrue(figure.reference().orElse(1) > 0, figure.name());
        }
        return figures;
    }

    private static List<String> names(List<Figure> figures) {
        return figures.stream().map(Figure::name).toList();
    }

    @Test
    @Tag("full")
    void aClusterIsComparedWithOneServer() throws Exception {
        assertEquals(
                List.of("produce and process on three primaries, next to one server"),
                names(run(new ClusterThroughput(500, 2_000))));
    }

    @Test
    void postHookComparesBothPaths() throws Exception {
        List<Figure> figures = run(new PostHook(AgentHookServer::start, 20, 1, 1));
        assertEquals(List.of("`POST /hook`, median", "`POST /hook`, 99th percentile"), names(figures));
    }

    @Test
    void everyRequestEndsInTheSpool() throws Exception {
        try (Workplace place = Workplace.under(TARGET, HOOKLINE);
                HookServer server = AgentHookServer.start(place);
                KeptAliveConnection connection = KeptAliveConnection.to(server.port())) {
            for (int i = 0; i < 3; i++) {
                connection.post(KeptAliveConnection.request(HookServer.HOOK, SampleEvents.event("bench", i)));
                connection.post(KeptAliveConnection.request(HookServer.EMPTY, SampleEvents.event("bench", i)));
            }
            try (Stream<Path> spooled = Files.list(place.resolve("http/spool/new"))) {
                assertEquals(3, spooled.count());
            }
        }
    }

    @Test
    void anAnswerThatIsNoSuccessIsNotMeasured() throws Exception {
        try (Workplace place = Workplace.under(TARGET, HOOKLINE);
                HookServer server = AgentHookServer.start(place);
                KeptAliveConnection connection = KeptAliveConnection.to(server.port())) {
            assertThrows(
                    IOException.class, () -> connection.post(KeptAliveConnection.request("/nowhere", new byte[0])));
        }
    }

    @Test
    void drainReportsTheFirstOfItsJvmByItself() throws Exception {
        Drain drain = new Drain(200);
        assertEquals(List.of("drain, first of its JVM", "drain"), names(run(drain)));
        assertEquals(List.of("drain"), names(run(drain)));
    }

    @Test
    @Tag("full")
    void everyHookOfHookToChannelArrives() throws Exception {
        List<Figure> figures = run(new HookToChannel(20, 4, 20));
        assertEquals(3, figures.size());
        assertTrue(figures.get(0).measured() > 0);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void agentMemoryIsReadFourTimes() throws Exception {
        List<Figure> figures = run(new AgentMemory(1_000, Duration.ofMillis(10)));
        assertEquals(4, figures.size());
        assertTrue(figures.get(3).measured() >= figures.get(1).measured(), "none is above the highest");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    @Tag("full")
    void sustainedComparesWithTheBareLoopAndFourProcessorsWithOne() throws Exception {
        List<Figure> figures = run(new Sustained(500, 3_000));
        assertEquals(3, figures.size());
        assertTrue(figures.get(2).measured() > 0, "no memory was read");
    }

    @Test
    void everyCommitIsTimed() throws Exception {
        assertEquals(2, run(new CommitTime(2, 10)).size());
    }

    @Test
    @Tag("full")
    void redisHoldsMoreThanWasPublished() throws Exception {
        List<Figure> figures = run(new RedisMemory(1_000));
        assertTrue(figures.get(0).ratio() > 1, "ratio " + figures.get(0).ratio());
    }

    @Test
    @Tag("full")
    void retentionRemovesWhatWasStoredWhileThePipelineGoesOn() throws Exception {
        List<Figure> figures = run(new RetentionLoad(640, 200, 400));
        assertEquals(4, figures.size());
        assertTrue(figures.get(2).measured() > 0);
    }

    @Test
    void aBacklogIsWorkedOffToItsEnd() throws Exception {
        List<Figure> figures = run(new DeepBacklog(200, 2_000));
        assertEquals("backlog of 2,000 events", figures.get(0).name());
        assertEquals(2, figures.size());
    }

    @Test
    void aBacklogThatIsTooShortIsNotMeasured() throws Exception {
        try (Workplace place = Workplace.under(TARGET, HOOKLINE);
                BenchmarkRedis redis = BenchmarkRedis.start(place, "redis");
                BareLoop loop = new BareLoop(redis)) {
            IOException refused = assertThrows(IOException.class, () -> loop.perSecond(0, 1));
            assertEquals("There are only 0 entries to read, of 1", refused.getMessage());
        }
    }

    @Test
    @Tag("full")
    void redactionStagesAndHostileTextsAreMeasuredByJmh() throws Exception {
        Effort effort = new Effort(1, 1, TimeValue.milliseconds(100));
        assertEquals(2, run(new RedactionSpeed(effort)).size());
        assertEquals(1, run(new Stages(effort)).size());
        assertTrue(run(new Hostile(effort, List.of(HostileText.DOTS, HostileText.NESTING)))
                        .size()
                >= 2);
    }

    @Test
    void aReferenceThatAppendsNothingIsNotMeasured(@TempDir Path folder) throws IOException {
        Path redisCli = folder.resolve("redis-cli");
        Files.writeString(redisCli, "#!/bin/sh\nexec cat\n");
        Files.setPosixFilePermissions(redisCli, PosixFilePermissions.fromString("rwx------"));
        IOException refused = assertThrows(IOException.class, () -> run(new HookCalls(redisCli, 2, 5)));
        assertTrue(refused.getMessage().startsWith("0 of "), refused.getMessage());
    }

    @Test
    void aMissingRedisCliIsNamed() {
        IOException refused =
                assertThrows(IOException.class, () -> run(new HookCalls(Path.of("/nonexistent/redis-cli"), 2, 5)));
        assertTrue(refused.getMessage().contains("redis-tools"), refused.getMessage());
    }

    @Test
    @Tag("full")
    void everyWayOfCallingTheHookIsMeasured() throws Exception {
        List<Figure> figures = run(new HookCalls(ProgramPath.find("redis-cli").orElseThrow(), 20, 100));
        assertTrue(figures.size() >= 10);
        assertEquals("hook call, median", figures.get(0).name());
    }
}
