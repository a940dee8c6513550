package hookline.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hookline.streams.StoredSessions.StoredSession;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StoredSessionsTest {
    @RegisterExtension
    static final TestRedis TEST_REDIS = new TestRedis();

    private static final Layout LAYOUT = new Layout(2);

    private RedisLink link;

    @BeforeEach
    void connect() {
        link = TEST_REDIS.redis().link();
    }

    @AfterEach
    void disconnect() {
        link.close();
    }

    private void seen(String session, int seconds, Map<String, String> fields) {
        Keys keys = Keys.ofSession(session, LAYOUT.partitions());
        TEST_REDIS.admin().zadd(keys.sessions(), seconds, session);
        TEST_REDIS.admin().hset(keys.session(session), "timestamp", Integer.toString(seconds));
        if (!fields.isEmpty()) {
            TEST_REDIS.admin().hset(keys.session(session), fields);
        }
    }

    @Test
    void theNewestOfAllPartitionsComeFirstAndNoMoreThanAsked() {
        for (int i = 0; i < 20; i++) {
            seen("s" + i, 100 + i, Map.of());
        }
        List<String> newest = new StoredSessions(link, LAYOUT)
                .newest(5).stream().map(StoredSession::id).toList();
        assertEquals(List.of("s19", "s18", "s17", "s16", "s15"), newest);
    }

    @Test
    void whatIsNoNumberCountsAsNone() {
        seen("s", 100, Map.of("first_seen", "90", "count:stop_hook", "3", "count:odd", "-x", "cwd", "/h"));

        StoredSession session = new StoredSessions(link, LAYOUT).find("s").orElseThrow();
        assertEquals(Instant.ofEpochSecond(90), session.firstSeen());
        assertEquals(Instant.ofEpochSecond(100), session.lastSeen());
        assertEquals(Map.of("stop_hook", 3L, "odd", 0L), session.counts());
        assertEquals(3, session.events());
        assertEquals("/h", session.text("cwd"));
        assertEquals(Optional.empty(), new StoredSessions(link, LAYOUT).find("unknown"));
    }

    @Test
    void aDaysCountsAreThoseOfAllPartitions() {
        LocalDate day = LocalDate.parse("2026-11-22");
        TEST_REDIS.admin().hset(new Keys(0).stats(day), Map.of("outcome:stored", "3"));
        TEST_REDIS.admin().hset(new Keys(1).stats(day), Map.of("outcome:stored", "4", "outcome:dead", "1"));

        StoredStats stats = new StoredStats(link, LAYOUT);
        assertEquals(Map.of("outcome:stored", 7L, "outcome:dead", 1L), stats.of(day));
        assertEquals(Map.of(), stats.of(day.plusDays(1)));
    }
}
