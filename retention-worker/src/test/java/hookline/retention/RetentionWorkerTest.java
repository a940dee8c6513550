package hookline.retention;

import static hookline.retention.CommittedPartition.names;
import static hookline.retention.RemovedCounts.removed;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.streams.Removal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class RetentionWorkerTest extends RetentionOnRedis {
    /** Waits until what was committed before lies in an earlier second, the unit in which sessions are dated. */
    private void awaitNextSecond() {
        Removal server = new Removal(link, KEYS);
        long second = server.serverTime().getEpochSecond();
        await().pollInterval(Duration.ofMillis(20))
                .until(() -> server.serverTime().minusMillis(10).getEpochSecond() > second);
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
    void everythingProcessedGoesAndNothingUnprocessedDoes() {
        partition.store("s", names("stored-", 3));
        partition.bury(names("dead-", 2));
        partition.append(5);
        partition.read(2);
        byte[] raw = TEST_REDIS.admin().dump(KEYS.raw());
        awaitNextSecond();

        RetentionPolicy nothingIsYoung = new RetentionPolicy(
                Duration.ofMillis(1),
                Duration.ofMillis(1),
                Optional.empty(),
                Optional.empty(),
                Duration.ofMillis(1),
                Duration.ofDays(400));
        assertEquals(removed(3, 1, 2, 1, 0), remove(nothingIsYoung));

        assertEquals(0, TEST_REDIS.admin().xlen(KEYS.log()));
        assertEquals(0, TEST_REDIS.admin().xlen(KEYS.dead()));
        assertEquals(
                Set.of(KEYS.raw(), KEYS.rawAccount(), KEYS.log(), KEYS.dead()),
                Set.copyOf(TEST_REDIS.admin().keys("*")));
        assertArrayEquals(raw, TEST_REDIS.admin().dump(KEYS.raw()));
        partition.read(3);
    }

    @Test
    void theLastRunIsToldOnceOneWentThroughEverything() {
        assertEquals(
                0,
                registry.get("hookline.retention.last.run.timestamp.seconds")
                        .gauge()
                        .value());
        long begun = new Removal(link, KEYS).serverTime().getEpochSecond();
        remove(A_MONTH);
        double told = registry.get("hookline.retention.last.run.timestamp.seconds")
                .gauge()
                .value();
        assertTrue(told >= begun, told + " is before " + begun);
    }

    @Test
    void withinTheDedupeWindowNothingGoesHoweverShortTheAge() {
        partition = new CommittedPartition(link, TEST_REDIS.admin(), KEYS, new Removal(link, KEYS).serverTime());
        partition.store("s", names("stored-", 3));
        partition.bury(names("dead-", 2));
        partition.makeOlderBy(Duration.ofMinutes(59));
        Map<String, List<Byte>> before = everything();

        RetentionPolicy shortAge = new RetentionPolicy(
                Duration.ofMillis(1),
                Duration.ofMillis(1),
                Optional.empty(),
                Optional.empty(),
                Duration.ofHours(1),
                Duration.ofDays(400));
        assertEquals(Removed.NOTHING, remove(shortAge));
        assertEquals(before, everything());

        partition.makeOlderBy(Duration.ofMinutes(2));
        assertEquals(removed(3, 1, 2, 0, 0), remove(shortAge));
    }

    @Test
    void theYoungStayWhenTheOldGo() {
        partition.store("gone", List.of("old"));
        partition.store("kept", List.of("old too"));
        partition.bury(List.of("old letter"));
        partition.makeOlderBy(OLD);
        partition.store("kept", List.of("young"));
        partition.bury(List.of("young letter"));

        assertEquals(removed(2, 1, 1, 1, 0), remove(A_MONTH));
        assertEquals(Set.of("young"), partition.events());
        assertEquals(Set.of("kept"), partition.sessions());
        assertEquals(List.of("kept"), TEST_REDIS.admin().zrange(KEYS.sessions(), 0, -1));
        assertEquals(Set.of("young letter"), partition.deadLetters());
        assertEquals(Removed.NOTHING, remove(A_MONTH));
    }

    @Test
    void aSessionSeenAgainMeanwhileStays() {
        partition.store("s", List.of("old"));
        partition.makeOlderBy(OLD);
        Removal removal = new Removal(link, KEYS);
        Instant before = A_MONTH.eventsBefore(removal.serverTime(), Instant.EPOCH);
        List<String> found = removal.sessionsBefore(before, 10);
        assertEquals(List.of("s"), found);

        partition.store("s", List.of("young"));
        assertEquals(0, removal.removeSessions(found, before));
        assertEquals(Set.of("s"), partition.sessions());
    }

    @Test
    void aSessionSeenAgainDuringTheRunStays() {
        partition.storeInOwnSessions(names("s", 3));
        partition.makeOlderBy(OLD);
        Consumer<Removed> comesBackAfterTheFirstStep = soFar -> {
            if (soFar.count(Kind.EVENTS) == 3 && soFar.count(Kind.SESSIONS) == 0) {
                partition.store("s1", List.of("young"));
            }
        };
        assertEquals(removed(3, 2, 0, 1, 0), remove(A_MONTH, 1, comesBackAfterTheFirstStep));
        assertEquals(Set.of("s1"), partition.sessions());
        assertEquals(Set.of("young"), partition.events());
    }

    @Test
    void manyDeadLettersGoTogetherWithTheirPlacesInTheIndex() {
        partition.bury(names("old-", 450));
        partition.makeOlderBy(OLD);
        partition.bury(names("young-", 3));

        assertEquals(removed(0, 0, 450, 1, 0), remove(A_MONTH));
        assertEquals(Set.copyOf(names("young-", 3)), partition.deadLetters());
    }

    @Test
    void statsOfTodayStayAndThoseOfOldDaysGo() {
        Instant now = new Removal(link, KEYS).serverTime();
        new CommittedPartition(link, TEST_REDIS.admin(), KEYS, now).store("s", List.of("today"));
        new CommittedPartition(link, TEST_REDIS.admin(), KEYS, now.minus(Duration.ofDays(29)))
                .store("s", List.of("young"));
        new CommittedPartition(link, TEST_REDIS.admin(), KEYS, now.minus(Duration.ofDays(31)))
                .store("s", List.of("old"));
        partition.store("s", List.of("oldest"));
        assertEquals(4, TEST_REDIS.admin().keys("hooks:stats:*").size());

        assertEquals(Removed.of(Kind.STATS, 2), remove(A_MONTH));
        assertEquals(2, TEST_REDIS.admin().keys("hooks:stats:*").size());
        assertEquals(Removed.NOTHING, remove(A_MONTH));
    }

    @Test
    void anAgeOfACenturyKeepsEverything() {
        partition.store("s", List.of("e"));
        partition.bury(List.of("d"));
        assertEquals(
                Removed.NOTHING,
                remove(new RetentionPolicy(
                        Duration.ofDays(36_500),
                        Duration.ofDays(36_500),
                        Optional.empty(),
                        Optional.empty(),
                        Duration.ofHours(1),
                        Duration.ofDays(400))));
        assertEquals(Set.of("e"), partition.events());
    }
}
