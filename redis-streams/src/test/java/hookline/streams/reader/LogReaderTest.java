package hookline.streams.reader;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.streams.Keys;
import hookline.streams.Layout;
import hookline.streams.RedisLink;
import hookline.streams.TestRedis;
import hookline.streams.reader.Received.Cut;
import hookline.streams.reader.Received.Missing;
import hookline.streams.reader.StoredByCommit.Numbered;
import io.lettuce.core.KillArgs;
import io.lettuce.core.Range;
import io.lettuce.core.XAddArgs;
import io.lettuce.core.XTrimArgs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LogReaderTest {
    @RegisterExtension
    static final TestRedis TEST_REDIS = new TestRedis();

    private static final Layout LAYOUT = new Layout(4);
    private static final Window SHORT = new Window(100, Duration.ofMillis(200));

    private RedisLink link;
    private StoredByCommit events;

    @BeforeEach
    void connect() {
        link = TEST_REDIS.redis().link();
        events = new StoredByCommit(link, LAYOUT.partitions());
    }

    @AfterEach
    void disconnect() {
        link.close();
    }

    private static LogReader open(ReaderOptions options) {
        return LogReader.open(TEST_REDIS.redis(), LAYOUT, options);
    }

    private static LogReader open(Position position) {
        return open(ReaderOptions.from(position).within(SHORT));
    }

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    @Test
    void severalReadersEachGetEverythingOnceAndInOrder() {
        List<CompletableFuture<Reading>> readings = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            LogReader reader = open(ReaderOptions.fromNow());
            readings.add(CompletableFuture.supplyAsync(() -> {
                try (reader) {
                    return new Reading(reader).untilEvents(1_200);
                }
            }));
        }
        Random random = new Random(3);
        for (long from = 1; from <= 200; from += 20) {
            List<Numbered> some = new ArrayList<>();
            for (int session = 0; session < 6; session++) {
                some.addAll(StoredByCommit.numbers("s" + session, from, from + 19));
            }
            Collections.shuffle(some, random);
            events.store(some, 100);
        }
        for (CompletableFuture<Reading> each : readings) {
            Reading reading = each.join();
            assertEquals(1_200, new HashSet<>(reading.ids()).size());
            assertEquals(6, reading.numbers().size());
            reading.numbers().values().forEach(numbers -> assertEquals(upTo(200), numbers));
            assertEquals(List.of(), reading.notices());
        }
    }

    @Test
    void fromNowLeavesOutWhatWasThere() {
        events.store("a", 1, 2);
        try (LogReader reader = open(ReaderOptions.fromNow())) {
            events.store("a", 3);
            assertEquals(List.of("a/3"), new Reading(reader).untilTheEnd().ids());
        }
    }

    @Test
    void aGapIsReportedAndWhatFillsItAfterwardsIsLate() {
        try (LogReader reader = open(Position.START)) {
            events.store("a", 1, 4);
            Reading reading = new Reading(reader).untilEvents(2);
            events.store("a", 2);
            reading.untilEvents(3);
            assertEquals(List.of("a/1", "a/4", "a/2"), reading.ids());
            assertEquals(List.of(new Missing("a", 2, 3)), reading.notices());
            assertTrue(reading.events().get(2).late());
        }
    }

    @Test
    void aStoredPositionIsBehindNothingThatStillWaits() {
        Position stored;
        try (LogReader reader = open(ReaderOptions.from(Position.START).within(new Window(100, Duration.ofHours(1))))) {
            events.store("a", 1, 3);
            events.store("b", 1, 2);
            assertEquals(3, new Reading(reader).untilEvents(3).events().size());
            stored = Position.parse(reader.position().toString());
        }
        events.store("a", 2);
        try (LogReader reader = open(stored)) {
            Reading rest = new Reading(reader).untilTheEnd();
            assertEquals(List.of(2L, 3L), rest.numbers().get("a"));
            assertEquals(List.of(), rest.notices());
        }
    }

    @Test
    void aPositionWhoseEventWasHandedOverGivesNoneTwice() {
        events.store(StoredByCommit.numbers("a", 1, 250), 10);
        List<Long> all = new ArrayList<>();
        Position stored = Position.START;
        while (all.size() < 250) {
            try (LogReader reader = open(stored)) {
                all.addAll(new Reading(reader).untilEvents(50).numbers().get("a"));
                stored = reader.position();
            }
        }
        assertEquals(upTo(250), all);
    }

    @Test
    void whatRetentionRemovedWhileNobodyReadIsSaid() {
        events.store("a", 1, 2);
        Position stored;
        try (LogReader reader = open(Position.START)) {
            stored = new Reading(reader).untilEvents(2).reader.position();
        }
        Keys keys = events.keys("a");
        events.store("a", 3, 4, 5);
        TEST_REDIS.admin().xtrim(keys.log(), XTrimArgs.Builder.maxlen(1).exactTrimming());
        String left =
                TEST_REDIS.admin().xrange(keys.log(), Range.unbounded()).get(0).getId();
        try (LogReader reader = open(stored)) {
            Reading reading = new Reading(reader).untilTheEnd();
            assertEquals(List.of("a/5"), reading.ids());
            assertEquals(List.of(new Cut(keys.partition(), stored.of(keys.partition()), left)), reading.notices());
        }
    }

    @Test
    void everythingRemovedWhileNobodyReadIsSaidWithTheNextEvent() {
        events.store("a", 1);
        Position stored;
        try (LogReader reader = open(Position.START)) {
            stored = new Reading(reader).untilEvents(1).reader.position();
        }
        TEST_REDIS
                .admin()
                .xtrim(events.keys("a").log(), XTrimArgs.Builder.maxlen(0).exactTrimming());
        try (LogReader reader = open(stored)) {
            Reading reading = new Reading(reader).untilTheEnd();
            assertEquals(List.of(), reading.received);
            events.store("a", 9);
            reading.untilEvents(1);
            assertEquals(1, reading.notices().size());
            assertTrue(reading.notices().get(0) instanceof Cut);
        }
    }

    @Test
    void whatRetentionRemovesUnderASlowReaderIsSaidAndNotWaitedFor() {
        events.store(StoredByCommit.numbers("a", 1, 500), 10);
        try (LogReader reader = open(Position.START)) {
            Reading reading = new Reading(reader).untilEvents(1);
            for (long sequence = 1; sequence <= 450; sequence++) {
                TEST_REDIS.admin().del(events.keys("a").event("a/" + sequence));
            }
            TEST_REDIS
                    .admin()
                    .xtrim(events.keys("a").log(), XTrimArgs.Builder.maxlen(50).exactTrimming());
            reading.untilTheEnd();
            assertEquals(500L, reading.numbers().get("a").get(reading.events().size() - 1));
            long missing = reading.notices().stream()
                    .filter(Missing.class::isInstance)
                    .mapToLong(notice -> ((Missing) notice).to() - ((Missing) notice).from() + 1)
                    .sum();
            assertEquals(500, reading.events().size() + missing);
            assertTrue(missing > 300);
        }
    }

    @Test
    void whatWasErasedAtItsPlaceRepeatsNothing() {
        try (LogReader reader = open(Position.START)) {
            events.store("a", 1, 2, 3);
            Reading reading = new Reading(reader).untilTheEnd();
            String log = events.keys("a").log();
            TEST_REDIS.admin().xdel(log, reading.events().get(2).entry().entryId());
            reading.untilTheEnd();
            events.store("a", 4);
            assertEquals(
                    List.of("a/1", "a/2", "a/3", "a/4"),
                    reading.untilEvents(4).untilTheEnd().ids());
            assertEquals(List.of(), reading.notices());
        }
    }

    @Test
    void aFlushedRedisIsNoEnd() {
        try (LogReader reader = open(Position.START)) {
            events.store("a", 1, 2);
            Reading reading = new Reading(reader).untilEvents(2);
            TEST_REDIS.admin().flushall();
            events.store("a", 2, 3);
            assertEquals(
                    List.of("a/1", "a/2", "a/3"),
                    reading.untilEvents(3).untilTheEnd().ids());
        }
    }

    @Test
    void aLogThatWasSetBackIsReadAgainFromALittleBefore() {
        try (LogReader reader = open(Position.START)) {
            storeAt(1_000, 1, 2, 3, 4, 5);
            Reading reading = new Reading(reader).untilEvents(5);
            TEST_REDIS.admin().del(events.keys("a").log());
            storeAt(900, 1, 2, 6, 7);
            assertEquals(upTo(7), reading.untilEvents(7).untilTheEnd().numbers().get("a"));
            assertEquals(List.of(), reading.notices());
        }
    }

    /** By a server whose clock is set by the test. */
    private void storeAt(long millis, long... sequences) {
        Keys keys = events.keys("a");
        for (long sequence : sequences) {
            String id = "a/" + sequence;
            TEST_REDIS.admin().hset(keys.event(id), "data", "{}");
            TEST_REDIS
                    .admin()
                    .xadd(
                            keys.log(),
                            new XAddArgs().id(millis + "-" + sequence),
                            Map.of("id", id, "session_id", "a", "sequence", Long.toString(sequence)));
        }
    }

    @Test
    void whatWasGoneWhenItsTurnCameIsHandedOverOnceItIsSentAgain() {
        events.store("a", 1, 2, 3, 4);
        TEST_REDIS.admin().del(events.keys("a").event("a/2"), events.keys("a").event("a/3"));
        try (LogReader reader = open(Position.START)) {
            Reading reading = new Reading(reader).untilTheEnd();
            assertEquals(List.of("a/1", "a/4"), reading.ids());
            assertEquals(List.of(new Missing("a", 2, 3)), reading.notices());
            events.store("a", 2, 3, 4);
            assertEquals(
                    List.of("a/1", "a/4", "a/2", "a/3"), reading.untilTheEnd().ids());
        }
    }

    @Test
    void aReaderWhoseConnectionsAreKilledRepeatsAndLosesNothing() {
        try (LogReader reader = open(Position.START)) {
            Reading reading = new Reading(reader);
            for (int round = 0; round < 5; round++) {
                events.store(StoredByCommit.numbers("a", round * 200 + 1, round * 200 + 200), 10);
                reading.untilEvents(round * 200 + 120);
                TEST_REDIS.admin().clientKill(KillArgs.Builder.typePubsub());
                TEST_REDIS.admin().clientKill(KillArgs.Builder.typeNormal().skipme());
                link.close();
            }
            assertEquals(
                    upTo(1_000),
                    reading.untilEvents(1_000).untilTheEnd().numbers().get("a"));
            assertEquals(List.of(), reading.notices());
        }
    }

    @Test
    void aSubscriberThatRedisCutsOffGetsEverythingAndSubscribesAgain() {
        TEST_REDIS.admin().configSet("client-output-buffer-limit", "pubsub 65536 0 0");
        try (LogReader reader = open(Position.START)) {
            Reading reading = new Reading(reader).untilTheEnd();
            await().until(() -> {
                reader.poll(Duration.ofMillis(10));
                return subscribers() == 1;
            });
            for (long sequence = 1; sequence <= 20; sequence++) {
                events.store(List.of(new Numbered("a", sequence)), 1 << 20);
            }
            await().until(() -> subscribers() == 0);
            assertEquals(
                    upTo(20), reading.untilEvents(20).untilTheEnd().numbers().get("a"));
            await().until(() -> {
                reader.poll(Duration.ofMillis(10));
                return subscribers() == 1;
            });
        } finally {
            TEST_REDIS.admin().configSet("client-output-buffer-limit", "pubsub 33554432 8388608 60");
        }
    }

    private static long subscribers() {
        return TEST_REDIS.admin().pubsubNumsub(Keys.CHANNEL).getOrDefault(Keys.CHANNEL, 0L);
    }

    @Test
    void onlyWhatIsWantedIsHandedOverAndTheRestCountsForTheOrder() {
        events.store("a", 1, 2);
        events.store("b", 2, 1);
        try (LogReader reader = open(ReaderOptions.from(Position.START)
                .within(SHORT)
                .only(entry -> entry.sessionId().equals("b") || entry.sequence() == 2))) {
            Reading reading = new Reading(reader).untilTheEnd();
            assertEquals(List.of(2L), reading.numbers().get("a"));
            assertEquals(List.of(1L, 2L), reading.numbers().get("b"));
            assertEquals(List.of(), reading.notices());
        }
    }
}
