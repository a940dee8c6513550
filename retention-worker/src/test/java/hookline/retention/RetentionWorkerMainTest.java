package hookline.retention;

import static hookline.retention.CommittedPartition.names;
import static hookline.retention.RemovedCounts.countsOf;
import static hookline.retention.RemovedCounts.removed;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.settings.Environment;
import hookline.settings.RetentionSettings;
import hookline.streams.Keys;
import hookline.streams.Layout;
import hookline.streams.LayoutMismatchException;
import hookline.streams.RedisLink;
import hookline.streams.RedisUnavailableException;
import hookline.streams.StopSignal;
import hookline.streams.TestRedis;
import io.lettuce.core.Range;
import io.lettuce.core.XAddArgs;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RetentionWorkerMainTest {
    @RegisterExtension
    static final TestRedis TEST_REDIS = new TestRedis();

    private static final Duration OLD = Duration.ofDays(31);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final StopSignal stop = new StopSignal();
    private RedisLink link;

    @BeforeEach
    void connect() {
        link = TEST_REDIS.redis().link();
    }

    @AfterEach
    void disconnect() {
        stop.request();
        link.close();
    }

    private static RetentionSettings settings(String... further) {
        Map<String, String> environment = TEST_REDIS.environment();
        for (int i = 0; i < further.length; i += 2) {
            environment.put(further[i], further[i + 1]);
        }
        return RetentionSettings.from(Environment.of(environment));
    }

    private CommittedPartition oldEvents(int partition, int count) {
        CommittedPartition committed = new CommittedPartition(
                link, TEST_REDIS.admin(), new Keys(partition), Instant.parse("2026-01-02T12:00:00Z"));
        committed.store("s", names("e", count));
        committed.makeOlderBy(OLD);
        return committed;
    }

    private Removed once(RetentionSettings settings, boolean dryRun, Consumer<Removed> progress) {
        return countsOf(RetentionWorkerMain.once(settings, dryRun, LocalRemains.NONE, stop, progress)
                .removed());
    }

    private void every(RetentionSettings settings, Duration interval) {
        RetentionWorkerMain.every(settings, interval, LocalRemains.NONE, registry, stop, report -> {});
    }

    private CompletableFuture<Void> started() {
        return CompletableFuture.runAsync(
                () -> every(settings(), Duration.ofMillis(50)), task -> new Thread(task, "retention").start());
    }

    private double removedEvents() {
        return registry.counter("hookline.retention.removed", "what", "events").count();
    }

    @Test
    void onceGoesThroughThePartitionsThatRedisIsLaidOutWith() {
        Layout.agree(link, 3, false);
        oldEvents(2, 5);
        List<Removed> progress = new ArrayList<>();

        assertEquals(removed(5, 1, 0, 1, 0), once(settings(), true, progress::add));
        assertEquals(removed(5, 1, 0, 1, 0), once(settings(), false, progress::add));
        assertEquals(Removed.NOTHING, once(settings(), false, progress::add));
        assertTrue(progress.stream().map(RemovedCounts::countsOf).toList().contains(Removed.of(Kind.EVENTS, 5)));
    }

    @Test
    void onceTakesItsAgeFromTheSettings() {
        oldEvents(0, 5);
        RetentionSettings longer = settings("HOOKLINE_RETENTION_DAYS", "32");
        assertEquals(Removed.of(Kind.STATS, 1), once(longer, false, soFar -> {}));
    }

    @Test
    void onceDoesNotWaitForARedisThatIsAway() {
        RetentionSettings nobodyThere = settings("REDIS_PORT", "1");
        assertThrows(RedisUnavailableException.class, () -> once(nobodyThere, false, soFar -> {}));
    }

    @Test
    void anotherLayoutIsRefused() {
        Layout.agree(link, 3, false);
        RetentionSettings four = settings("HOOKLINE_PARTITIONS", "4");
        assertThrows(LayoutMismatchException.class, () -> once(four, false, soFar -> {}));
        assertThrows(LayoutMismatchException.class, () -> every(four, Duration.ofHours(1)));
    }

    @Test
    void theServiceRunsAgainAndAgainUntilAskedToStop() throws Exception {
        CompletableFuture<Void> service = started();
        CommittedPartition committed = oldEvents(0, 5);
        await().until(() -> committed.events().isEmpty());
        oldEvents(0, 6);
        await().until(() -> removedEvents() == 11);

        stop.request();
        service.get(5, TimeUnit.SECONDS);
    }

    @Test
    void aStopEndsTheWaitForTheNextRun() throws Exception {
        CompletableFuture<Void> service = CompletableFuture.runAsync(
                () -> every(settings(), Duration.ofDays(1)), task -> new Thread(task, "retention").start());
        oldEvents(0, 5);
        stop.request();
        service.get(5, TimeUnit.SECONDS);
    }

    @Test
    void aRedisThatFilledUpIsFreedByAWorkerThatStartsThen() {
        Layout.agree(link, 1, false);
        oldEvents(0, 5);
        TEST_REDIS.admin().configSet("maxmemory", "1");
        try {
            assertEquals(removed(5, 1, 0, 1, 0), once(settings(), false, soFar -> {}));
        } finally {
            TEST_REDIS.admin().configSet("maxmemory", "0");
        }
    }

    @Test
    void theServiceWaitsOutARedisThatIsAway() throws Exception {
        TEST_REDIS.server().kill();
        CompletableFuture<Void> service = started();
        restartAndReconnect();
        oldEvents(0, 5);
        await().until(() -> removedEvents() == 5);

        TEST_REDIS.server().kill();
        restartAndReconnect();
        CommittedPartition committed = oldEvents(0, 6);
        await().until(() -> committed.events().isEmpty() && committed.sessions().isEmpty());

        stop.request();
        service.get(5, TimeUnit.SECONDS);
    }

    private void restartAndReconnect() throws IOException {
        TEST_REDIS.server().restart();
        await().ignoreException(RedisUnavailableException.class)
                .until(() -> link.call(redis -> redis.flushall()).equals("OK"));
    }

    @Test
    void marksOfErasuresAndTheAuditGoByAgesOfTheirOwn() {
        Keys keys = new Keys(0);
        long old = Instant.now().minus(Duration.ofDays(401)).toEpochMilli();
        long young = Instant.now().minus(Duration.ofDays(399)).toEpochMilli();
        TEST_REDIS.admin().hset(keys.erased(), Map.of("s:old", "" + old, "e:young", "" + young, "before", "" + old));
        for (long time : List.of(old, young)) {
            Map<String, String> entry = new HashMap<>();
            for (String name : List.of("number", "time", "who", "redis_user", "act", "subject", "count", "mac")) {
                entry.put(name, "1");
            }
            entry.put("key", "none");
            entry.put("previous", "");
            TEST_REDIS.admin().xadd(Keys.AUDIT, new XAddArgs().id(time + "-0"), entry);
        }

        assertEquals(removed(0, 0, 0, 0, 1).plus(Removed.of(Kind.AUDIT, 1)), once(settings(), true, soFar -> {}));
        assertEquals(2, TEST_REDIS.admin().xlen(Keys.AUDIT));
        assertEquals(removed(0, 0, 0, 0, 1).plus(Removed.of(Kind.AUDIT, 1)), once(settings(), false, soFar -> {}));
        assertEquals(Set.of("e:young", "before"), Set.copyOf(TEST_REDIS.admin().hkeys(keys.erased())));
        assertEquals(
                List.of("1", "audit_trimmed"),
                TEST_REDIS.admin().xrange(Keys.AUDIT, Range.unbounded()).stream()
                        .map(entry -> entry.getBody().get("act"))
                        .toList());
    }
}
