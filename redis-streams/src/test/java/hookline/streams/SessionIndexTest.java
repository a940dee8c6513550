package hookline.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.streams.SessionIndex.SessionFacts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SessionIndexTest {
    @RegisterExtension
    static final TestRedis TEST_REDIS = new TestRedis();

    private static final int PARTITIONS = 4;

    private RedisLink link;

    @BeforeEach
    void connect() {
        link = TEST_REDIS.redis().link();
    }

    @AfterEach
    void disconnect() {
        link.close();
    }

    private SessionIndex index() {
        return new SessionIndex(link, PARTITIONS);
    }

    private void store(String session, double lastSeen) {
        new RecordedSession(link, PARTITIONS, session, "/work/" + session)
                .add("SessionStart", Instant.EPOCH, "{}")
                .add("Stop", Instant.EPOCH, "{}")
                .store();
        TEST_REDIS.admin().zadd(Keys.ofSession(session, PARTITIONS).sessions(), lastSeen, session);
    }

    @Test
    void theNewestOfAllPartitionsComeFirst() {
        for (int i = 0; i < 20; i++) {
            store("s" + i, 1_000 + i);
        }
        List<String> newest =
                index().newest(5).stream().map(SessionFacts::sessionId).toList();
        assertEquals(List.of("s19", "s18", "s17", "s16", "s15"), newest);
    }

    @Test
    void aSessionIsToldAsItIsStored() {
        store("s", 1);
        SessionFacts facts = index().find("s").orElseThrow();
        assertEquals("/work/s", facts.cwd());
        assertEquals("a-model", facts.model());
        assertEquals("active", facts.status());
        assertEquals(2, facts.sequence());
        assertEquals(Map.of("session_start", 1L, "stop_hook", 1L), facts.counts());
        assertTrue(facts.firstSeen().isAfter(Instant.EPOCH));
    }

    @Test
    void oneThatIsGoneIsLeftOut() {
        store("s", 1);
        store("gone", 2);
        TEST_REDIS.admin().del(Keys.ofSession("gone", PARTITIONS).session("gone"));
        assertEquals(
                List.of("s"),
                index().newest(5).stream().map(SessionFacts::sessionId).toList());
        assertTrue(index().find("gone").isEmpty());
    }

    @Test
    void whatSomebodyElseWroteIsNoNumber() {
        store("s", 1);
        TEST_REDIS.admin().hset(Keys.ofSession("s", PARTITIONS).session("s"), "sequence", "many");
        assertEquals(0, index().find("s").orElseThrow().sequence());
    }

    @Test
    void anEmptyRedisHasNone() {
        assertEquals(List.of(), index().newest(5));
        assertEquals(List.of(), new SessionIndex(link, 0).newest(5));
        assertTrue(new SessionIndex(link, 0).find("s").isEmpty());
    }
}
