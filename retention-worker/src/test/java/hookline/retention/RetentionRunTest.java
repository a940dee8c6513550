package hookline.retention;

import static hookline.retention.CommittedPartition.names;
import static hookline.retention.RemovedCounts.countsOf;
import static hookline.retention.RemovedCounts.removed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.streams.Keys;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RetentionRunTest extends RetentionOnRedis {
    private double counted(String what) {
        return registry.get("hookline.retention.removed")
                .tag("what", what)
                .counter()
                .count();
    }

    private static Map<String, List<Byte>> everything() {
        Map<String, List<Byte>> everything = new TreeMap<>();
        for (String key : TEST_REDIS.admin().keys("*")) {
            List<Byte> bytes = new ArrayList<>();
            for (byte b : TEST_REDIS.admin().dump(key)) {
                bytes.add(b);
            }
            everything.put(key, bytes);
        }
        return everything;
    }

    @Test
    void aCrashBetweenHashAndLogHealsInTheNextRun() {
        partition.store("s", names("e", 5));
        partition.makeOlderBy(OLD);
        TEST_REDIS.admin().unlink(KEYS.event("e0"), KEYS.event("e3"), KEYS.session("s"));

        assertEquals(removed(3, 1, 0, 1, 0), remove(A_MONTH));
        assertEquals(0, TEST_REDIS.admin().xlen(KEYS.log()));
        assertEquals(Set.of(), partition.events());
        assertEquals(0, TEST_REDIS.admin().exists(KEYS.sessions()));
    }

    @Test
    void aFullRedisIsFreed() {
        partition.store("s", names("e", 300));
        partition.bury(names("d", 3));
        partition.makeOlderBy(OLD);
        TEST_REDIS.admin().scriptFlush();
        TEST_REDIS.admin().configSet("maxmemory", "1");
        try {
            assertEquals(removed(300, 1, 3, 1, 0), remove(A_MONTH));
        } finally {
            TEST_REDIS.admin().configSet("maxmemory", "0");
        }
    }

    @Test
    void aDryRunCountsWhatTheNextRunRemovesAndChangesNothing() {
        partition.storeInOwnSessions(names("old-", 450));
        partition.bury(names("old letter ", 230));
        partition.makeOlderBy(OLD);
        partition.storeInOwnSessions(names("young-", 10));
        partition.bury(names("young letter ", 10));
        TEST_REDIS.admin().unlink(KEYS.event("old-7"), KEYS.session("old-8"));
        CommittedPartition other = partition(new Keys(1));
        other.store("s", names("e", 20));
        other.makeOlderBy(OLD);
        Map<String, List<Byte>> before = everything();

        Removed announced = dryRun(A_MONTH, 2);
        assertEquals(before, everything());
        assertEquals(0, counted("events"));
        assertEquals(removed(469, 451, 230, 2, 0), announced);

        assertEquals(announced, remove(A_MONTH, 2, soFar -> {}));
        assertEquals(Removed.NOTHING, dryRun(A_MONTH, 2));
    }

    @Test
    void aThousandEventsOverTwoPartitionsGoAndAreCounted() {
        CommittedPartition other = partition(new Keys(1));
        partition.storeInOwnSessions(names("e", 500));
        other.store("s", names("e", 500));
        other.bury(names("d", 7));
        partition.makeOlderBy(OLD);
        other.makeOlderBy(OLD);
        List<Removed> progress = new ArrayList<>();

        Removed removed = remove(A_MONTH, 2, progress::add);

        assertEquals(removed(1000, 501, 7, 2, 0), removed);
        assertEquals(removed, countsOf(progress.get(progress.size() - 1)));
        assertEquals(Removed.of(Kind.EVENTS, 50), countsOf(progress.get(0)));
        assertEquals(Set.of(), other.events());
        assertEquals(1000, counted("events"));
        assertEquals(501, counted("sessions"));
        assertEquals(7, counted("dead_letters"));
        assertTrue(registry.scrape().contains("hookline_retention_removed_total{what=\"stats\"} 2.0"));
    }

    @Test
    void aStopEndsBetweenTwoSteps() {
        partition.storeInOwnSessions(names("e", 500));
        partition.makeOlderBy(OLD);

        assertEquals(Removed.of(Kind.EVENTS, 50), remove(A_MONTH, 1, soFar -> stop.request()));
        assertEquals(450, partition.events().size());
        assertEquals(450, TEST_REDIS.admin().xlen(KEYS.log()));
        assertEquals(500, partition.sessions().size());
        assertEquals(Removed.NOTHING, remove(A_MONTH));
        assertEquals(Removed.NOTHING, dryRun(A_MONTH, 1));
    }

    @Test
    void aKeyOfAnotherTypeBreaksNothing() {
        partition.store("s", names("e", 3));
        partition.makeOlderBy(OLD);
        for (String key : List.of(KEYS.event("e1"), KEYS.session("s"))) {
            TEST_REDIS.admin().del(key);
            TEST_REDIS.admin().rpush(key, "no", "hash");
        }
        assertEquals(removed(3, 1, 0, 1, 0), dryRun(A_MONTH, 1));
        assertEquals(removed(3, 1, 0, 1, 0), remove(A_MONTH));
        assertEquals(Set.of(), partition.events());
        assertEquals(0, TEST_REDIS.admin().xlen(KEYS.log()));
    }
}
