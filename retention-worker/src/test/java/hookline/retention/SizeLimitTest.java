package hookline.retention;

import static hookline.retention.CommittedPartition.names;
import static hookline.retention.RemovedCounts.removed;
import static org.junit.jupiter.api.Assertions.assertEquals;

import hookline.streams.EventLog;
import hookline.streams.Keys;
import io.lettuce.core.XAddArgs;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SizeLimitTest extends RetentionOnRedis {
    private static final Duration NEVER = Duration.ofDays(36_500);

    private static RetentionPolicy atMost(long bytes, Duration dedupeWindow) {
        return new RetentionPolicy(
                NEVER, NEVER, Optional.empty(), Optional.of(bytes), dedupeWindow, Duration.ofDays(400));
    }

    private static void log(int partition, long millis, int bytes) {
        TEST_REDIS
                .admin()
                .xadd(
                        new Keys(partition).log(),
                        new XAddArgs().id(millis + "-1"),
                        Map.of("id", "e" + millis, "bytes", Integer.toString(bytes)));
    }

    private Instant cut(long bytes) {
        List<EventLog> logs = List.of(new EventLog(link, new Keys(0)), new EventLog(link, new Keys(1)));
        return new SizeLimit(bytes).cut(logs, new RunPermit(stop, Optional.empty()));
    }

    @Test
    void theNewestOfAllPartitionsAreKept() {
        for (int i = 0; i < 1_000; i++) {
            log(i % 3 == 0 ? 0 : 1, (1_000 + i) * 1_000 + 7, 10);
        }

        assertEquals(Instant.EPOCH, cut(10_000));
        assertEquals(Instant.ofEpochSecond(1_001), cut(9_999));
        assertEquals(Instant.ofEpochSecond(1_400), cut(6_000));
        assertEquals(Instant.ofEpochSecond(2_000), cut(9));
    }

    @Test
    void anEmptyLogAndOneOfSomebodyElseAreNoLimit() {
        assertEquals(Instant.EPOCH, cut(1));
        TEST_REDIS.admin().xadd(KEYS.log(), Map.of("bytes", "many"));

        assertEquals(Instant.EPOCH, cut(1));
    }

    @Test
    void theOldestEventsGoWithTheirSessionsUntilTheRestFits() {
        partition.storeInOwnSessions(names("old", 300));
        partition.makeOlderBy(Duration.ofHours(3));
        partition.storeInOwnSessions(List.of("a", "b"));
        partition.makeOlderBy(Duration.ofHours(2));

        assertEquals(removed(300, 300, 0, 0, 0), remove(atMost(30, Duration.ofHours(1))));
        assertEquals(Set.of("a", "b"), partition.events());
        assertEquals(Set.of("a", "b"), partition.sessions());
    }

    @Test
    void noneGoesWithinTheDedupeWindow() {
        partition.store("s", names("e", 5));
        partition.makeOlderBy(Duration.ofMinutes(50));

        assertEquals(Removed.NOTHING, remove(atMost(1, Duration.ofHours(1))));
        assertEquals(5, partition.events().size());
    }
}
