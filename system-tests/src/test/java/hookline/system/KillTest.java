package hookline.system;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.client.HookPublisher;
import hookline.schemas.PublishedLine;
import hookline.streams.PublishedChannel;
import hookline.streams.StopSignal;
import hookline.streams.TestRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Kills and freezes real processes at random moments, and counts afterwards what arrived.
 *
 * <p>{@code -Dhookline.rounds=N} repeats each fault with N seeds.
 */
class KillTest {
    @RegisterExtension
    static final TestRedis TEST_REDIS = new TestRedis("appendonly yes");

    private static final int EVENTS = 5_000;
    private static final int KILLS = 4;

    /** What a JVM reports that ran its shutdown hooks to their end after a SIGTERM. */
    private static final int STOPPED_BY_SIGTERM = 143;

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final List<String> published = new CopyOnWriteArrayList<>();
    private PipelineProcesses processes;

    @BeforeEach
    void prepare() throws Exception {
        processes = new PipelineProcesses(TEST_REDIS, folder);
    }

    static IntStream seeds() {
        return IntStream.rangeClosed(1, Integer.getInteger("hookline.rounds", 1));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aKilledProcessorLosesAndRepeatsNothing(int seed) throws Exception {
        Random random = new Random(seed);
        try (PublishedChannel channel = subscribed();
                HooklineProcess agent = processes.start("agent")) {
            Thread producer = produce();
            for (int kill = 0; kill < KILLS; kill++) {
                HooklineProcess processor = processes.start("processor");
                awaitProgress();
                pause(random);
                processor.kill();
            }
            try (HooklineProcess processor = processes.start("processor")) {
                producer.join();
                awaitAll();
            }
        }
        assertEachOnce();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    @Tag("full")
    void aProcessorThatWakesUpAfterItsEntriesWereClaimedRepeatsNothing(int seed) throws Exception {
        Random random = new Random(seed);
        try (PublishedChannel channel = subscribed();
                HooklineProcess agent = processes.start("agent");
                HooklineProcess frozen = processes.start("processor");
                HooklineProcess other = processes.start("processor")) {
            Thread producer = produce();
            for (int freeze = 0; freeze < 2; freeze++) {
                awaitProgress();
                pause(random);
                frozen.freeze();
                new StopSignal().awaitAtMost(Duration.ofMillis(1_500));
                frozen.thaw();
            }
            producer.join();
            awaitAll();
        }
        assertEachOnce();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aKilledAgentLosesAndRepeatsNothing(int seed) throws Exception {
        Random random = new Random(seed);
        try (PublishedChannel channel = subscribed();
                HooklineProcess processor = processes.start("processor")) {
            Thread producer = produce();
            for (int kill = 0; kill < KILLS; kill++) {
                HooklineProcess agent = processes.start("agent");
                awaitProgress();
                pause(random);
                agent.kill();
            }
            try (HooklineProcess agent = processes.start("agent")) {
                producer.join();
                awaitAll();
            }
        }
        assertEachOnce();
    }

    @Test
    @Tag("full")
    void aRollingRestartUnderLoadLosesAndRepeatsNothing() throws Exception {
        List<HooklineProcess> running = new ArrayList<>();
        try (PublishedChannel channel = subscribed()) {
            for (String command : List.of("agent", "processor", "processor")) {
                running.add(processes.start(command));
            }
            Thread producer = produce();
            awaitProgress();
            // An agent has its home for itself; of processors the next one may be there before the last one leaves.
            leave(running.remove(0));
            running.add(processes.start("agent"));
            awaitProgress();
            for (int i = 0; i < 2; i++) {
                running.add(processes.start("processor"));
                leave(running.remove(0));
                awaitProgress();
            }
            producer.join();
            awaitAll();
        } finally {
            for (HooklineProcess process : running) {
                process.close();
            }
        }
        assertEachOnce();
    }

    private static void leave(HooklineProcess process) throws Exception {
        process.terminate();
        assertEquals(STOPPED_BY_SIGTERM, process.exitCode());
    }

    @Test
    void anAgentThatIsAskedToStopSendsWhatItHolds() throws Exception {
        try (HooklineProcess agent = processes.start("agent", Map.of("HOOKLINE_BATCH_TIMEOUT", "10s"))) {
            HookPublisher.to(folder).publish("{\"hook_event_name\":\"Stop\",\"session_id\":\"s\"}");
            await().atMost(LIMIT).until(() -> !processes.isEmpty("cur"));
            assertEquals(0, TEST_REDIS.admin().xlen("hookline:raw:{0}"));
            agent.terminate();
            agent.exitCode();
        }
        assertEquals(1, TEST_REDIS.admin().xlen("hookline:raw:{0}"));
        assertTrue(processes.isEmpty("cur"));
    }

    private PublishedChannel subscribed() {
        PublishedChannel channel = TEST_REDIS.redis().channel();
        channel.subscribe(published::add);
        return channel;
    }

    /** Spread over some seconds, so that every fault hits work under way. */
    private Thread produce() {
        HookPublisher publisher = HookPublisher.to(folder);
        Thread producer = new Thread(() -> {
            StopSignal pause = new StopSignal();
            for (int i = 1; i <= EVENTS; i++) {
                try {
                    publisher.publish("{\"hook_event_name\":\"Notification\",\"session_id\":\"s" + i % 5
                            + "\",\"message\":\"" + i + "\"}");
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                if (i % 20 == 0) {
                    pause.awaitAtMost(Duration.ofMillis(20));
                }
            }
        });
        producer.start();
        return producer;
    }

    private static long logged() {
        return TEST_REDIS.admin().xlen("hookline:log:{0}");
    }

    private static void awaitProgress() {
        long before = logged();
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(5)).until(() -> logged() > before || logged() == EVENTS);
    }

    private static void pause(Random random) {
        new StopSignal().awaitAtMost(Duration.ofMillis(random.nextInt(300)));
    }

    private void awaitAll() {
        await().atMost(LIMIT).until(() -> logged() >= EVENTS && published.size() >= EVENTS);
        // What would come twice comes now: all is acknowledged and every resend window has passed.
        await().atMost(LIMIT).until(() -> TEST_REDIS.admin().xlen("hookline:raw:{0}") == 0);
        await().atMost(LIMIT).until(() -> processes.spoolIsEmpty());
    }

    private void assertEachOnce() throws Exception {
        assertEquals(EVENTS, TEST_REDIS.admin().keys("hooks:event:*").size());
        assertEquals(EVENTS, logged());
        assertEquals(0, TEST_REDIS.admin().xlen("hookline:dead:{0}"));
        assertNull(TEST_REDIS.admin().hget("hookline:raw-account:{0}", "unaccounted"));
        assertEquals(EVENTS, published.size());
        TreeSet<String> places = new TreeSet<>();
        for (String line : published) {
            PublishedLine event = PublishedLine.parse(line);
            places.add(event.sessionId() + " " + event.sequence());
        }
        TreeSet<String> expected = IntStream.range(0, 5)
                .boxed()
                .flatMap(session -> LongStream.rangeClosed(1, EVENTS / 5).mapToObj(n -> "s" + session + " " + n))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(expected, places);
    }
}
