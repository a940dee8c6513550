package hookline.processor;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.schemas.HookCapture;
import hookline.schemas.RawHook;
import hookline.schemas.crypto.Keysets;
import hookline.schemas.crypto.Sealing;
import hookline.settings.Environment;
import hookline.settings.ProcessorSettings;
import hookline.streams.ConsumerGroup;
import hookline.streams.Keys;
import hookline.streams.Layout;
import hookline.streams.LayoutMismatchException;
import hookline.streams.PublishedChannel;
import hookline.streams.RawHookStream;
import hookline.streams.Redis;
import hookline.streams.RedisLink;
import hookline.streams.TestRedis;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessorTest {
    @RegisterExtension
    static final TestRedis TEST_REDIS = new TestRedis("appendonly yes", "appendfsync always");

    private static final String SEALING = Keysets.newSealingKeyset();
    private static final Duration LONG = Duration.ofSeconds(30);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final List<Throwable> bugs = new CopyOnWriteArrayList<>();
    private Redis redis;
    private RedisLink link;
    private Layout layout;

    @BeforeEach
    void connect() {
        redis = Redis.at(TEST_REDIS.settings());
        link = redis.link();
        layout = Layout.agree(link, 1, false);
    }

    @AfterEach
    void disconnect() {
        link.close();
        redis.close();
        assertEquals(List.of(), bugs);
    }

    private Processor processor(String member) {
        Map<String, String> environment = TEST_REDIS.environment();
        environment.put("HOOKLINE_SEALING_KEYSET", SEALING);
        environment.put("HOOKLINE_ENCRYPTION_KEYSET", Keysets.newEncryptionKeyset());
        environment.put("HOOKLINE_MEMBER", member);
        environment.put("HOOKLINE_MAX_CONCURRENT", "2");
        environment.put("HOOKLINE_CLAIM_IDLE", "300ms");
        environment.put("HOOKLINE_MAX_DELIVERIES", "3");
        return Processor.start(
                ProcessorSettings.from(Environment.of(environment)),
                redis,
                layout,
                registry,
                InstantSource.system(),
                bugs::add);
    }

    private void send(int from, int to) throws Exception {
        Sealing sealing = Sealing.to(Keysets.publicHalf(SEALING), InstantSource.system());
        List<RawHook> hooks = new ArrayList<>();
        for (int i = from; i <= to; i++) {
            String payload = i % 10 == 0 ? "not json" : "{\"n\":" + i + "}";
            HookCapture capture = new HookCapture(
                    ByteBuffer.wrap(payload.getBytes(StandardCharsets.UTF_8)),
                    "Stop",
                    null,
                    "linux",
                    "",
                    "",
                    "test",
                    false,
                    0L);
            hooks.add(sealing.seal("event-" + i, "s", i, InstantSource.system().instant(), capture));
        }
        new RawHookStream(link, layout).append(hooks);
    }

    private double counted(String name, String label, String value) {
        return registry.get(name).tag(label, value).counter().count();
    }

    private long stored() {
        return TEST_REDIS.admin().xlen("hookline:log:{0}");
    }

    private long dead() {
        return TEST_REDIS.admin().xlen("hookline:dead:{0}");
    }

    private void awaitAll(int events) {
        await().atMost(LONG).until(() -> stored() == events - events / 10 && dead() == events / 10);
    }

    @Test
    void twoProcessorsShareAStreamAndEachEventEndsOnce() throws Exception {
        List<String> published = new CopyOnWriteArrayList<>();
        try (PublishedChannel channel = redis.channel();
                Processor one = processor("one");
                Processor two = processor("two")) {
            channel.subscribe(published::add);
            send(1, 500);
            awaitAll(500);
            await().atMost(LONG).until(() -> published.size() == 450);
            assertTrue(one.problems().isEmpty() && two.problems().isEmpty());
        }
        assertEquals(450, TEST_REDIS.admin().keys("hooks:event:*").size());
        assertEquals(450.0, counted("claude.hooks", "hook_type", "stop_hook"));
        assertEquals(50.0, counted("claude.hooks.errors", "reason", "not_json"));
        assertEquals(450.0, counted("hookline.commit.events", "verdict", "stored"));
        assertEquals(50.0, counted("hookline.commit.events", "verdict", "dead"));
    }

    @Test
    void rawIsEmptyOnceAllIsProcessed() throws Exception {
        try (Processor processor = processor("one")) {
            send(1, 100);
            awaitAll(100);
            await().atMost(LONG).until(() -> TEST_REDIS.admin().xlen("hookline:raw:{0}") == 0);
            assertTrue(processor.problems().isEmpty());
        }
    }

    @Test
    void whatADeadProcessorHeldIsTakenOver() throws Exception {
        new ConsumerGroup(link, new Keys(0), "dead", deleted -> {}).create();
        send(1, 20);
        assertEquals(
                20,
                new ConsumerGroup(link, new Keys(0), "dead", deleted -> {})
                        .readNew(64, Duration.ofSeconds(1))
                        .size());
        try (Processor processor = processor("alive")) {
            awaitAll(20);
            assertTrue(processor.problems().isEmpty());
        }
        assertEquals(20.0, registry.get("hookline.redelivered.events").counter().count());
    }

    /** Three is the limit: more is buried, and more than six without even being read. */
    @ParameterizedTest
    @ValueSource(ints = {3, 10})
    void whatWasDeliveredTooOftenIsBuriedWithoutBeingTouched(int crashes) throws Exception {
        new ConsumerGroup(link, new Keys(0), "dead", deleted -> {}).create();
        send(1, 2);
        ConsumerGroup crashing = new ConsumerGroup(link, new Keys(0), "crashing", deleted -> {});
        crashing.readNew(64, Duration.ofSeconds(1));
        String first = crashing.ownPending(1).get(0);
        for (int i = 0; i < crashes; i++) {
            crashing.takeAlone(first, Integer.MAX_VALUE);
        }
        try (Processor processor = processor("alive")) {
            await().atMost(LONG).until(() -> stored() == 1 && dead() == 1);
            assertTrue(processor.problems().isEmpty());
        }
        assertEquals(
                "POISONOUS",
                TEST_REDIS
                        .admin()
                        .xrange("hookline:dead:{0}", Range.unbounded(), Limit.from(1))
                        .get(0)
                        .getBody()
                        .get("reason"));
    }

    @Test
    void aLostGroupAndAFlushedRedisAreNoEnd() throws Exception {
        try (Processor processor = processor("one")) {
            send(1, 10);
            awaitAll(10);
            TEST_REDIS.admin().xgroupDestroy("hookline:raw:{0}", ConsumerGroup.NAME);
            send(11, 20);
            awaitAll(20);
            TEST_REDIS.admin().flushall();
            send(21, 30);
            awaitAll(10);
            assertTrue(processor.problems().isEmpty());
        }
        assertTrue(registry.get("hookline.group.recreated").counter().count() >= 2);
    }

    @Test
    void aFlushedRedisGetsItsLayoutBack() throws Exception {
        try (Processor processor = processor("one")) {
            Map<String, String> meta = TEST_REDIS.admin().hgetall("hookline:meta");
            TEST_REDIS.admin().flushall();
            await().atMost(LONG)
                    .until(() -> TEST_REDIS.admin().hgetall("hookline:meta").equals(meta));
            await().atMost(LONG).until(() -> processor.problems().isEmpty());
        }
    }

    @ParameterizedTest
    @CsvSource({"layout, 99, upgrade this process", "partitions, 4, start it again"})
    void aProcessorEndsOnceAnotherLayoutTookThePlaceOfItsOwn(String field, String value, String advice)
            throws Exception {
        try (Processor processor = processor("one")) {
            TEST_REDIS.admin().hset("hookline:meta", field, value);
            await().atMost(LONG).until(() -> !bugs.isEmpty());
            assertFalse(processor.problems().isEmpty());
        }
        Throwable mismatch = bugs.remove(0);
        assertInstanceOf(LayoutMismatchException.class, mismatch);
        assertTrue(mismatch.getMessage().contains(advice), mismatch.getMessage());
    }

    @Test
    void aRedisThatDiesAndComesBackIsWaitedOut() throws Exception {
        try (Processor processor = processor("one")) {
            send(1, 100);
            TEST_REDIS.server().kill();
            TEST_REDIS.server().restart();
            await().atMost(LONG).ignoreExceptions().until(() -> {
                send(101, 200);
                return true;
            });
            awaitAll(200);
            assertTrue(processor.problems().isEmpty());
        }
    }

    @Test
    void aFullRedisIsWaitedOutAndCondemnsNobody() throws Exception {
        new ConsumerGroup(link, new Keys(0), "first", deleted -> {}).create();
        send(1, 20);
        TEST_REDIS.admin().configSet("maxmemory", "1");
        try (Processor processor = processor("one")) {
            await().atMost(LONG)
                    .until(() -> TEST_REDIS
                                    .admin()
                                    .xpending("hookline:raw:{0}", ConsumerGroup.NAME)
                                    .getCount()
                            == 20);
            assertEquals(0, stored() + dead());
            TEST_REDIS.admin().configSet("maxmemory", "0");
            awaitAll(20);
            assertTrue(processor.problems().isEmpty());
        } finally {
            TEST_REDIS.admin().configSet("maxmemory", "0");
        }
    }

    @Test
    void stoppingLeavesNothingHalfDone() throws Exception {
        try (Processor processor = processor("one")) {
            send(1, 1000);
            assertTrue(processor.problems().isEmpty());
        }
        try (Processor processor = processor("two")) {
            awaitAll(1000);
            assertTrue(processor.problems().isEmpty());
        }
        assertEquals(900, TEST_REDIS.admin().keys("hooks:event:*").size());
    }

    @Test
    void aKeyInTheWayBuriesItsEventOnly() throws Exception {
        TEST_REDIS.admin().set("hooks:event:{0}:event-1", "in the way");
        try (Processor processor = processor("one")) {
            send(1, 3);
            await().atMost(LONG).until(() -> stored() == 2 && dead() == 1);
            assertTrue(processor.problems().isEmpty());
        }
    }
}
