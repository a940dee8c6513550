package hookline.streams;

import static hookline.streams.Verdict.BLOCKED;
import static hookline.streams.Verdict.DEAD;
import static hookline.streams.Verdict.DUPLICATE;
import static hookline.streams.Verdict.STORED;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.schemas.DeadLetter;
import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.Range;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CommitScriptTest {
    @RegisterExtension
    static final TestRedis TEST_REDIS = new TestRedis();

    private static final Keys KEYS = new Keys(3);

    private RedisLink link;
    private ConsumerGroup group;
    private CommitScript commit;

    @BeforeEach
    void connect() {
        link = TEST_REDIS.redis().link();
        group = new ConsumerGroup(link, KEYS, "one", deleted -> {});
        group.create();
        commit = new CommitScript(link, KEYS, () -> Instant.parse("2026-11-22T10:00:00Z"));
    }

    @AfterEach
    void disconnect() {
        link.close();
    }

    private String delivered() {
        TEST_REDIS.admin().xadd(KEYS.raw(), Map.of("payload", "{}"));
        return group.readNew(1, Duration.ofSeconds(1)).get(0).entryId();
    }

    private static Commit.Store store(String entryId, String id, String type, long sequence) {
        return new Commit.Store(
                entryId, id, "{\"id\":\"" + id + "\"}", type, "s 1", sequence, Instant.EPOCH, "/home", "");
    }

    private static Commit.Bury bury(String entryId, String id) {
        return new Commit.Bury(
                entryId, new DeadLetter(id, "", 0L, 0L, "NOT_JSON", "no JSON", 1, 99L, ByteBuffer.allocate(3)));
    }

    private long pending() {
        return TEST_REDIS.admin().xpending(KEYS.raw(), ConsumerGroup.NAME).getCount();
    }

    @Test
    void oneStepStoresLogsCountsPublishesAndAcknowledges() {
        List<String> published = new CopyOnWriteArrayList<>();
        try (PublishedChannel channel = TEST_REDIS.redis().channel()) {
            channel.subscribe(published::add);
            assertEquals(List.of(STORED), commit.apply(List.of(store(delivered(), "a", "pre_tool_use", 7))));
            await().until(() -> published.equals(List.of("{\"id\":\"a\"}")));
        }
        Map<String, String> event = TEST_REDIS.admin().hgetall("hooks:event:{3}:a");
        assertEquals("{\"id\":\"a\"}", event.get("data"));
        assertEquals("pre_tool_use", event.get("hook_type"));
        assertEquals("s 1", event.get("session_id"));
        assertEquals("7", event.get("sequence"));
        assertTrue(Long.parseLong(event.get("timestamp")) > 0);
        Map<String, String> session = TEST_REDIS.admin().hgetall("hooks:session:{3}:s 1");
        assertEquals("7", session.get("sequence"));
        assertEquals("/home", session.get("cwd"));
        assertEquals("active", session.get("status"));
        assertEquals("1", session.get("count:pre_tool_use"));
        assertEquals(event.get("timestamp"), session.get("first_seen"));
        assertEquals(
                Map.of("hook_type:pre_tool_use", "1", "outcome:stored", "1"),
                TEST_REDIS.admin().hgetall("hooks:stats:{3}:2026-11-22"));
        assertEquals(
                Map.of("id", "a", "hook_type", "pre_tool_use", "session_id", "s 1", "sequence", "7", "bytes", "10"),
                TEST_REDIS.admin().xrange(KEYS.log(), Range.unbounded()).get(0).getBody());
        assertEquals(List.of("s 1"), TEST_REDIS.admin().zrange(KEYS.sessions(), 0, -1));
        assertEquals(0, pending());
    }

    @Test
    void aSecondDeliveryHasNoSecondEffect() {
        List<Commit> batch = List.of(store(delivered(), "a", "stop_hook", 1), bury(delivered(), "b"));
        assertEquals(List.of(STORED, DEAD), commit.apply(batch));
        assertEquals(List.of(DUPLICATE, DUPLICATE), commit.apply(batch));
        assertEquals(
                List.of(DUPLICATE, DUPLICATE),
                commit.apply(List.of(store(delivered(), "a", "stop_hook", 1), bury(delivered(), "b"))));

        assertEquals(1, TEST_REDIS.admin().xlen(KEYS.log()));
        assertEquals(1, TEST_REDIS.admin().xlen(KEYS.dead()));
        assertEquals("1", TEST_REDIS.admin().hget("hooks:session:{3}:s 1", "count:stop_hook"));
        assertEquals(0, pending());
    }

    @Test
    void aLateEventDoesNotMoveTheSessionBack() {
        commit.apply(List.of(
                new Commit.Store(delivered(), "b", "{}", "session_end", "s 1", 2, Instant.EPOCH, "", "newer"),
                new Commit.Store(delivered(), "a", "{}", "stop_hook", "s 1", 1, Instant.EPOCH, "/home", "older")));
        Map<String, String> session = TEST_REDIS.admin().hgetall("hooks:session:{3}:s 1");
        assertEquals("/home", session.get("cwd"));
        assertEquals("newer", session.get("model"));
        assertEquals("2", session.get("sequence"));
        assertEquals("ended", session.get("status"));
    }

    @Test
    void aKeyOfAnotherTypeBlocksItsEventAndNoOther() {
        TEST_REDIS.admin().set("hooks:event:{3}:a", "in the way");
        assertEquals(
                List.of(BLOCKED, STORED),
                commit.apply(
                        List.of(store(delivered(), "a", "stop_hook", 1), store(delivered(), "b", "stop_hook", 2))));
        assertEquals(1, pending());
        assertEquals(1, TEST_REDIS.admin().xlen(KEYS.log()));
    }

    @Test
    void aStreamOfAnotherTypeStopsTheBatchBeforeItsFirstWrite() {
        TEST_REDIS.admin().set(KEYS.log(), "in the way");
        List<Commit> batch = List.of(store(delivered(), "a", "stop_hook", 1));
        RedisUnavailableException e = assertThrows(RedisUnavailableException.class, () -> commit.apply(batch));
        assertTrue(String.valueOf(e.getMessage()).contains(KEYS.log()));
        assertEquals(0, TEST_REDIS.admin().exists("hooks:event:{3}:a"));
        assertEquals(1, pending());
    }

    @Test
    void withoutTheRightToPublishNothingIsWritten() {
        List<Commit> batch = List.of(store(delivered(), "a", "stop_hook", 1));
        TEST_REDIS.admin().aclSetuser("default", AclSetuserArgs.Builder.resetChannels());
        try {
            assertThrows(RedisUnavailableException.class, () -> commit.apply(batch));
            assertEquals(0, TEST_REDIS.admin().exists("hooks:event:{3}:a"));
        } finally {
            TEST_REDIS.admin().aclSetuser("default", AclSetuserArgs.Builder.allChannels());
        }
        assertEquals(List.of(STORED), commit.apply(batch));
    }

    @Test
    void whatIsNoNumberDoesNotStopACount() {
        TEST_REDIS.admin().hset("hooks:session:{3}:s 1", Map.of("sequence", "abc", "count:stop_hook", "many"));
        TEST_REDIS.admin().hset("hooks:stats:{3}:2026-11-22", "outcome:stored", "some");
        assertEquals(List.of(STORED), commit.apply(List.of(store(delivered(), "a", "stop_hook", 4))));
        assertEquals("4", TEST_REDIS.admin().hget("hooks:session:{3}:s 1", "sequence"));
        assertEquals("1", TEST_REDIS.admin().hget("hooks:session:{3}:s 1", "count:stop_hook"));
        assertEquals("1", TEST_REDIS.admin().hget("hooks:stats:{3}:2026-11-22", "outcome:stored"));
    }

    @Test
    void whatIsStoredIsNotBuriedToo() {
        commit.apply(List.of(store(delivered(), "a", "stop_hook", 1)));
        assertEquals(List.of(DUPLICATE), commit.apply(List.of(bury(delivered(), "a"))));
        assertEquals(0, TEST_REDIS.admin().xlen(KEYS.dead()));
    }

    @Test
    void aFullRedisRefusesTheWholeBatchAndTakesItLater() {
        List<Commit> batch = List.of(store(delivered(), "a", "stop_hook", 1));
        TEST_REDIS.admin().configSet("maxmemory", "1");
        try {
            assertThrows(RedisUnavailableException.class, () -> commit.apply(batch));
            assertEquals(0, TEST_REDIS.admin().exists("hooks:event:{3}:a"));
            assertEquals(1, pending());
        } finally {
            TEST_REDIS.admin().configSet("maxmemory", "0");
        }
        assertEquals(List.of(STORED), commit.apply(batch));
    }

    @Test
    void whatWasErasedIsAcknowledgedAndCountedAndLeavesNothingElse() {
        ErasureScope erased = new ErasureScope.Event("a");
        TEST_REDIS.admin().hset(KEYS.erased(), erased.mark(), "1");
        assertEquals(
                List.of(Verdict.ERASED, Verdict.ERASED, STORED),
                commit.apply(List.of(
                        store(delivered(), "a", "stop_hook", 1),
                        bury(delivered(), "a"),
                        store(delivered(), "b", "stop_hook", 2))));
        assertEquals(0, pending());
        assertEquals(0, TEST_REDIS.admin().exists("hooks:event:{3}:a", KEYS.dead(), KEYS.deadIndex()));
        assertEquals("2", TEST_REDIS.admin().hget("hooks:stats:{3}:2026-11-22", "outcome:erased"));
    }

    @Test
    void aServerThatForgotTheScriptGetsItAgain() {
        commit.apply(List.of(store(delivered(), "a", "stop_hook", 1)));
        TEST_REDIS.admin().scriptFlush();
        assertEquals(List.of(STORED), commit.apply(List.of(store(delivered(), "b", "stop_hook", 2))));
    }

    @Test
    void aLargeBatchGoesInSeveralStepsAndKeepsItsOrder() {
        List<Commit> batch = new ArrayList<>();
        for (int i = 1; i <= 150; i++) {
            batch.add(i % 10 == 0 ? bury(delivered(), "e" + i) : store(delivered(), "e" + i, "stop_hook", i));
        }
        List<Verdict> verdicts = commit.apply(batch);
        for (int i = 1; i <= 150; i++) {
            assertEquals(i % 10 == 0 ? DEAD : STORED, verdicts.get(i - 1));
        }
        assertEquals(135, TEST_REDIS.admin().xlen(KEYS.log()));
        assertEquals(0, pending());
    }
}
