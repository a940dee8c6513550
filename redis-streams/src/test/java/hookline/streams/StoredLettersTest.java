package hookline.streams;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.schemas.DeadLetter;
import hookline.streams.StoredLetters.StoredLetter;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StoredLettersTest {
    @RegisterExtension
    static final TestRedis TEST_REDIS = new TestRedis();

    private static final Keys KEYS = new Keys(2);

    private RedisLink link;
    private ConsumerGroup group;
    private CommitScript commit;
    private StoredLetters letters;

    @BeforeEach
    void connect() {
        link = TEST_REDIS.redis().link();
        group = new ConsumerGroup(link, KEYS, "one", deleted -> {});
        group.create();
        commit = new CommitScript(link, KEYS, () -> Instant.parse("2026-11-22T10:00:00Z"));
        letters = new StoredLetters(link, KEYS);
    }

    @AfterEach
    void disconnect() {
        link.close();
    }

    private void bury(String id, int bytes) {
        TEST_REDIS.admin().xadd(KEYS.raw(), Map.of("payload", "{}"));
        String entry = group.readNew(1, Duration.ofSeconds(1)).get(0).entryId();
        byte[] event = new byte[bytes];
        Arrays.fill(event, (byte) 7);
        commit.apply(List.of(new Commit.Bury(
                entry, new DeadLetter(id, "s", 4L, 0L, "NOT_JSON", "no JSON", 2, 99L, ByteBuffer.wrap(event)))));
    }

    private List<String> ids() {
        List<String> ids = new ArrayList<>();
        letters.forEach(new StopSignal(), letter -> ids.add(letter.id()));
        return ids;
    }

    @Test
    void aLetterIsReadWhole() {
        bury("a", 3);

        StoredLetter letter = letters.find("a").orElseThrow();
        assertEquals(
                List.of("a", "s", 4L, "NOT_JSON", "no JSON", 2, Instant.ofEpochMilli(99)),
                List.of(
                        letter.id(),
                        letter.sessionId(),
                        letter.sequence(),
                        letter.reason(),
                        letter.detail(),
                        letter.deliveries(),
                        letter.rejectedAt()));
        assertTrue(letters.find("b").isEmpty());
    }

    @Test
    void redrivingMovesTheEventAndDoesItOnce() {
        bury("a", 3);
        bury("b", 3);
        StoredLetter letter = letters.find("a").orElseThrow();

        assertTrue(letters.redrive(letter));
        assertFalse(letters.redrive(letter));
        assertEquals(List.of("b"), ids());
        assertTrue(letters.find("a").isEmpty());
        RawEntry again = group.readNew(5, Duration.ofSeconds(1)).get(0);
        assertArrayEquals(new byte[] {7, 7, 7}, again.field(RawEntry.SEALED));
        assertEquals(List.of(), group.readNew(5, Duration.ofMillis(1)));
        commit.apply(List.of(new Commit.Bury(
                again.entryId(), new DeadLetter("a", "", 0L, 0L, "X", "", 1, 1L, ByteBuffer.allocate(1)))));
        assertEquals(List.of("b", "a"), ids());
    }

    @Test
    void whatHasNoEventIsNotRedriven() {
        bury("a", 0);

        assertFalse(letters.redrive(letters.find("a").orElseThrow()));
        assertEquals(List.of("a"), ids());
    }

    @Test
    void removingTakesTheLetterAndItsPlaceInTheIndex() {
        for (int i = 0; i < 40; i++) {
            bury("id-" + i, 3);
        }
        StoredLetter letter = letters.find("id-7").orElseThrow();

        assertTrue(letters.remove(letter));
        assertFalse(letters.remove(letter));
        assertEquals(39, ids().size());
        assertEquals(39, TEST_REDIS.admin().hlen(KEYS.deadIndex()));
    }

    @Test
    void whatSomebodyElseWroteThereIsListed() {
        String entry = TEST_REDIS.admin().xadd(KEYS.dead(), Map.of("id", "x", "reason", "ODD"));

        List<StoredLetter> found = new ArrayList<>();
        letters.forEach(new StopSignal(), found::add);
        assertEquals("ODD", found.get(0).reason());
        assertEquals(entry, found.get(0).entryId());
        assertTrue(letters.remove(found.get(0)));
    }
}
