package hookline.retention;

import static hookline.retention.CommittedPartition.names;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.streams.Removal.Amount;
import io.lettuce.core.XAddArgs;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RetentionKindsTest extends RetentionOnRedis {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration LONG = Duration.ofDays(400);

    private static RetentionPolicy policy(Duration age, Duration deadLetterAge, Optional<Duration> rawMaxAge) {
        return new RetentionPolicy(age, deadLetterAge, rawMaxAge, Optional.empty(), HOUR, LONG);
    }

    private Removed run(RetentionPolicy policy, boolean dryRun) {
        return worker(policy, 1).removeOnce(dryRun, stop, soFar -> {}).removed();
    }

    private static void arrivedAgo(Duration age, Map<String, String> entry) {
        long millis = System.currentTimeMillis() - age.toMillis();
        TEST_REDIS.admin().xadd(KEYS.raw(), new XAddArgs().id(millis + "-*"), entry);
    }

    private double counter(String name) {
        return registry.get(name).counter().count();
    }

    @Test
    void deadLettersGoByAnAgeOfTheirOwn() {
        partition.store("s", List.of("event"));
        partition.bury(List.of("letter"));
        partition.makeOlderBy(Duration.ofDays(10));

        assertEquals(
                0, remove(policy(LONG, Duration.ofDays(11), Optional.empty())).count(Kind.DEAD_LETTERS));
        assertEquals(
                1, remove(policy(LONG, Duration.ofDays(9), Optional.empty())).count(Kind.DEAD_LETTERS));
        assertEquals(Set.of(), partition.deadLetters());
        assertEquals(Set.of("event"), partition.events());
    }

    @Test
    void noDeadLetterGoesWithinTheDedupeWindow() {
        partition.bury(List.of("letter"));
        partition.makeOlderBy(Duration.ofMinutes(59));
        assertEquals(
                0, remove(policy(LONG, Duration.ofSeconds(1), Optional.empty())).count(Kind.DEAD_LETTERS));
    }

    @Test
    void whatNobodyProcessedInTimeIsBuriedAndCountedAsLost() {
        arrivedAgo(Duration.ofDays(8), Map.of("payload", "old"));
        arrivedAgo(Duration.ofDays(6), Map.of("payload", "young"));
        RetentionPolicy aWeek = policy(LONG, LONG, Optional.of(Duration.ofDays(7)));

        Removed announced = run(aWeek, true);
        assertEquals(new Amount(1, 3), announced.amounts().get(Kind.OVERDUE));
        assertEquals(2, TEST_REDIS.admin().xlen(KEYS.raw()));
        assertEquals(0, counter("hookline.raw.expired"));

        assertEquals(announced, run(aWeek, false));
        assertEquals(1, TEST_REDIS.admin().xlen(KEYS.raw()));
        assertEquals(1, TEST_REDIS.admin().xlen(KEYS.dead()));
        assertEquals(1, counter("hookline.raw.expired"));
        assertEquals(Removed.NOTHING, run(aWeek, false));
    }

    @Test
    void withoutAHardAgeNothingUnprocessedEverGoes() {
        arrivedAgo(Duration.ofDays(10_000), Map.of("payload", "old"));
        assertEquals(Removed.NOTHING, remove(policy(HOUR, HOUR, Optional.empty())));
        assertEquals(1, TEST_REDIS.admin().xlen(KEYS.raw()));
        assertEquals(0, counter("hookline.raw.expired"));
    }

    @Test
    void bytesAreThoseOfWhatReadersSee() {
        partition.store("s", List.of("1", "2"));
        partition.bury(List.of("letter"));
        partition.makeOlderBy(OLD);
        String key = KEYS.event("1");
        int line = TEST_REDIS.admin().hget(key, "data").length();

        Removed announced = run(A_MONTH, true);
        Removed removed = run(A_MONTH, false);
        assertEquals(2L * line, removed.bytes(Kind.EVENTS));
        assertTrue(removed.bytes(Kind.DEAD_LETTERS) > 0);
        assertEquals(announced, removed);
        assertEquals(
                2.0 * line,
                registry.get("hookline.retention.removed.bytes")
                        .tag("what", "events")
                        .counter()
                        .count());
        assertTrue(registry.scrape().contains("hookline_retention_removed_bytes_total{what=\"dead_letters\"}"));
    }

    @Test
    void aSessionGoesInTheRunThatRemovesItsLastEventAndNotBefore() {
        partition.store("s", names("e", 3));
        RetentionPolicy nothingIsYoung = new RetentionPolicy(
                Duration.ofMillis(1), LONG, Optional.empty(), Optional.empty(), Duration.ofMillis(1), LONG);
        // They become old within a second from now; at each look before and after, either both are there or none is.
        await().pollInterval(Duration.ofMillis(5)).until(() -> {
            remove(nothingIsYoung);
            assertEquals(
                    partition.events().isEmpty(), partition.sessions().isEmpty(), "a session without events, or less");
            return partition.events().isEmpty();
        });
    }
}
