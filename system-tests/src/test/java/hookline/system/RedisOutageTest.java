package hookline.system;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.schemas.PublishedLine;
import hookline.streams.PublishedChannel;
import hookline.streams.StopSignal;
import hookline.streams.TestRedis;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Takes Redis away under load, brings it back on its data, and counts afterwards what arrived. */
class RedisOutageTest {
    @RegisterExtension
    static final TestRedis TEST_REDIS = new TestRedis("appendonly yes", "appendfsync everysec");

    private static final Duration SHORT = Duration.ofSeconds(5);
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private final Queue<String> publishedBefore = new ConcurrentLinkedQueue<>();
    private final Queue<String> publishedAfter = new ConcurrentLinkedQueue<>();
    private PipelineProcesses processes;

    @BeforeEach
    void prepare() throws Exception {
        processes = new PipelineProcesses(TEST_REDIS, folder);
    }

    /** How Redis goes away. */
    private interface Going {
        void run() throws Exception;
    }

    @Test
    void aKilledRedisLosesAndRepeatsNothing() throws Exception {
        outage(SHORT, 100, TEST_REDIS.server()::kill);
    }

    @Test
    void aRedisThatIsShutDownLosesAndRepeatsNothing() throws Exception {
        outage(SHORT, 100, RedisOutageTest::shutDown);
        assertEquals(Set.of(), both());
    }

    @Test
    @Tag("full")
    void aRedisThatWasKilledTwoMinutesAgoLosesAndRepeatsNothing() throws Exception {
        outage(LONG, 200, TEST_REDIS.server()::kill);
    }

    private void outage(Duration length, int eventsASecond, Going going) throws Exception {
        Set<String> keptByRedis;
        int events;
        try (HooklineProcess agent = processes.start("agent");
                HooklineProcess processor = processes.start("processor")) {
            PublishedChannel first = subscribed(publishedBefore);
            SteadyLoad load = SteadyLoad.start(folder, eventsASecond);
            await().atMost(LIMIT).until(() -> logged() > 2L * eventsASecond);
            long gone = System.nanoTime();
            going.run();
            pause(length);
            first.close();
            // Until the subscriber is back: what is published while it is not connected, nobody can give it.
            processor.freeze();
            TEST_REDIS.server().restart();
            keptByRedis = log().stream().map(entry -> entry.get("id")).collect(Collectors.toSet());
            try (PublishedChannel second = subscribed(publishedAfter)) {
                processor.thaw();
                int firedBefore = load.fired();
                await().atMost(LIMIT).until(() -> logged() > firedBefore);
                events = load.end();
                awaitAll(events);
                Duration away = Duration.ofNanos(System.nanoTime() - gone);
                assertFewLines(agent.errors(), "The agent waits: ", away);
                assertTrue(agent.isAlive() && processor.isAlive());
            }
        }
        assertEachOnce(events);
        assertEachPublishedOnce(keptByRedis);
    }

    private void awaitAll(int events) {
        await().atMost(LIMIT).until(() -> logged() >= events);
        // What would come twice comes now: all is acknowledged and every resend window has passed.
        await().atMost(LIMIT).until(() -> TEST_REDIS.admin().xlen("hookline:raw:{0}") == 0);
        await().atMost(LIMIT).until(processes::spoolIsEmpty);
    }

    private static void assertFewLines(String log, String words, Duration time) {
        long lines = log.lines().filter(line -> line.contains(words)).count();
        assertTrue(lines >= 1 && lines <= 1 + time.dividedBy(BETWEEN_LINES), log);
    }

    private static void assertEachOnce(int events) {
        List<Map<String, String>> log = log();
        assertEquals(events, log.size());
        assertEquals(
                events, log.stream().map(entry -> entry.get("id")).distinct().count());
        assertEquals(events, TEST_REDIS.admin().keys("hooks:event:*").size());
        assertEquals(0, TEST_REDIS.admin().xlen("hookline:dead:{0}"));
        Map<String, TreeSet<Long>> sequences = new TreeMap<>();
        for (Map<String, String> entry : log) {
            TreeSet<Long> ofSession = sequences.computeIfAbsent(entry.get("session_id"), session -> new TreeSet<>());
            assertTrue(ofSession.add(Long.valueOf(entry.get("sequence"))), entry::toString);
        }
        sequences.forEach((session, numbers) -> {
            assertEquals(1, numbers.first(), session);
            assertEquals(numbers.size(), numbers.last(), session);
        });
    }

    /**
     * Every event that was committed after the restart came exactly once. One that was committed before can be missing,
     * where the connection broke between its commit and its message, and is in the log. One can have come before and
     * after only where Redis had announced it and then lost it with the end of its append-only file.
     */
    private void assertEachPublishedOnce(Set<String> keptByRedis) {
        Set<String> committedAfter =
                log().stream().map(entry -> entry.get("id")).collect(Collectors.toCollection(HashSet::new));
        committedAfter.removeAll(keptByRedis);
        await().atMost(LIMIT).until(() -> publishedAfter.size() >= committedAfter.size());
        assertEquals(committedAfter.size(), publishedAfter.size());
        assertEquals(committedAfter, new HashSet<>(publishedAfter));
        Set<String> before = new HashSet<>(publishedBefore);
        assertEquals(before.size(), publishedBefore.size());
        before.removeAll(keptByRedis);
        assertEquals(before, both());
    }

    /** What was published on either side of the outage. */
    private Set<String> both() {
        Set<String> both = new HashSet<>(publishedBefore);
        both.retainAll(new HashSet<>(publishedAfter));
        return both;
    }

    private static PublishedChannel subscribed(Queue<String> ids) {
        PublishedChannel channel = TEST_REDIS.redis().channel();
        channel.subscribe(line -> ids.add(id(line)));
        return channel;
    }

    private static String id(String line) {
        try {
            return PublishedLine.parse(line).id();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Map<String, String>> log() {
        return TEST_REDIS.admin().xrange("hookline:log:{0}", Range.unbounded()).stream()
                .map(StreamMessage::getBody)
                .toList();
    }

    private static long logged() {
        return TEST_REDIS.admin().xlen("hookline:log:{0}");
    }

    private static void shutDown() {
        long server = TEST_REDIS.server().processId();
        TEST_REDIS.admin().shutdown(false);
        await().atMost(LIMIT)
                .until(() ->
                        ProcessHandle.of(server).filter(ProcessHandle::isAlive).isEmpty());
    }

    private static void pause(Duration length) {
        new StopSignal().awaitAtMost(length);
    }
}
