package hookline.processor;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import hookline.schemas.crypto.Keysets;
import hookline.settings.Environment;
import hookline.settings.ProcessorSettings;
import hookline.streams.ConsumerGroup;
import hookline.streams.Keys;
import hookline.streams.Layout;
import hookline.streams.Redis;
import hookline.streams.TestRedis;
import io.lettuce.core.XReadArgs.StreamOffset;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class UnaccountedEntriesTest {
    @RegisterExtension
    static final TestRedis TEST_REDIS = new TestRedis();

    private static final Keys KEYS = new Keys(0);
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String SEALING = Keysets.newSealingKeyset();

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final List<Throwable> bugs = new CopyOnWriteArrayList<>();
    private Redis redis;
    private int sent;

    @BeforeEach
    void connect() {
        redis = Redis.at(TEST_REDIS.settings());
    }

    @AfterEach
    void disconnect() {
        redis.close();
        assertEquals(List.of(), bugs);
    }

    private Processor processor(String member) {
        Map<String, String> environment = TEST_REDIS.environment();
        environment.put("HOOKLINE_SEALING_KEYSET", SEALING);
        environment.put("HOOKLINE_ENCRYPTION_KEYSET", Keysets.newEncryptionKeyset());
        environment.put("HOOKLINE_MEMBER", member);
        ProcessorSettings settings = ProcessorSettings.from(Environment.of(environment));
        return Processor.start(settings, redis, new Layout(1), registry, InstantSource.system(), bugs::add);
    }

    private void send(int from, int to) {
        sent = to;
        for (int i = from; i <= to; i++) {
            String payload = "{\"hook_event_name\":\"Stop\",\"session_id\":\"s\",\"n\":" + i + "}";
            TEST_REDIS.admin().xadd(KEYS.raw(), Map.of("id", "event-" + i, "payload", payload));
        }
    }

    private void processed(String member, int events) {
        processed(member, events, "removed", 0);
    }

    /** Processes all, and goes on until so many are counted: that comes behind the trimming. */
    private void processed(String member, int events, String how, int counted) {
        try (Processor processor = processor(member)) {
            await().atMost(LONG).until(() -> TEST_REDIS.admin().xlen(KEYS.log()) == events);
            await().atMost(LONG).until(() -> TEST_REDIS.admin().xlen(KEYS.raw()) == 0);
            // An account that does not exist yet counts nothing of what happens next.
            String all = String.valueOf(sent);
            await().atMost(LONG).until(() -> all.equals(TEST_REDIS.admin().hget(KEYS.rawAccount(), "added")));
            await().atMost(LONG).until(() -> processor.problems().isEmpty());
            await().atMost(LONG).until(() -> counted(how) == counted);
        }
    }

    private double counted(String how) {
        return registry.get("hookline.raw.unaccounted")
                .tag("how", how)
                .counter()
                .count();
    }

    @Test
    void whatSomebodyElseTakesOutIsCounted() {
        send(1, 9);
        processed("one", 9);
        assertEquals(0, counted("removed"));

        send(10, 16);
        TEST_REDIS.admin().xtrim(KEYS.raw(), 4);
        processed("two", 13, "removed", 3);
        assertEquals(0, counted("flushed") + counted("skipped"));
        assertEquals("3", TEST_REDIS.admin().hget(KEYS.rawAccount(), "unaccounted"));
    }

    @Test
    void whatSomebodyElsePassesOverIsCounted() {
        send(1, 9);
        processed("one", 9);
        send(10, 11);
        TEST_REDIS.admin().xgroupSetid(StreamOffset.latest(KEYS.raw()), ConsumerGroup.NAME);
        send(12, 14);
        processed("two", 12, "skipped", 2);
        assertEquals(0, counted("removed") + counted("flushed"));
    }

    @Test
    void whatWaitedInAStreamThatWasDeletedIsCounted() {
        send(1, 9);
        processed("one", 9);
        send(10, 11);
        // Its events cannot be committed, so they wait.
        TEST_REDIS.admin().del(KEYS.log());
        TEST_REDIS.admin().set(KEYS.log(), "in the way");
        try (Processor processor = processor("two")) {
            assertNotNull(processor);
            await().atMost(LONG).until(() -> "2".equals(TEST_REDIS.admin().hget(KEYS.rawAccount(), "waiting")));
            TEST_REDIS.admin().del(KEYS.raw());
            await().atMost(LONG).until(() -> counted("flushed") == 2);
            assertEquals(0, counted("removed"));
        }
    }
}
