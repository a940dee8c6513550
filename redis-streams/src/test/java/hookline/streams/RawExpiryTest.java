package hookline.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.schemas.HookCapture;
import hookline.schemas.RawHook;
import hookline.schemas.SingleObject;
import hookline.schemas.crypto.Keysets;
import hookline.schemas.crypto.Sealing;
import hookline.streams.RawExpiry.Expired;
import hookline.streams.StoredLetters.StoredLetter;
import io.lettuce.core.Consumer;
import io.lettuce.core.XClaimArgs;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RawExpiryTest {
    @RegisterExtension
    static final TestRedis TEST_REDIS = new TestRedis();

    private static final Keys KEYS = new Keys(0);
    private static final String SESSION = UUID.randomUUID().toString();
    private static final String RECOGNISABLE = "recognisable";

    private RedisLink link;
    private ConsumerGroup group;
    private RawExpiry expiry;
    private Sealing sealing;

    @BeforeEach
    void connect() throws Exception {
        link = TEST_REDIS.redis().link();
        group = new ConsumerGroup(link, KEYS, "one", deleted -> {});
        group.create();
        expiry = new RawExpiry(link, KEYS);
        sealing = Sealing.to(Keysets.publicHalf(Keysets.newSealingKeyset()), InstantSource.system());
    }

    @AfterEach
    void disconnect() {
        link.close();
    }

    private String append(String session, String id, long sequence) {
        HookCapture capture = new HookCapture(
                ByteBuffer.wrap(RECOGNISABLE.getBytes(StandardCharsets.UTF_8)),
                "Stop",
                null,
                "",
                "",
                "",
                "",
                false,
                0L);
        RawHook hook = sealing.seal(id, session, sequence, Instant.now(), capture);
        return link.call(redis -> redis.xadd(KEYS.raw(), Map.of(RawEntry.SEALED, SingleObject.RAW_HOOK.encode(hook))));
    }

    private List<RawEntry> read(int count) {
        return group.readNew(count, Duration.ofSeconds(1));
    }

    /** As if its processor had fallen silent long ago. */
    private static void silence(String entryId) {
        TEST_REDIS
                .admin()
                .xclaim(
                        KEYS.raw(),
                        Consumer.from(ConsumerGroup.NAME, "one"),
                        new XClaimArgs()
                                .minIdleTime(0)
                                .idle(Duration.ofMinutes(11))
                                .justid(),
                        entryId);
    }

    private Instant later() {
        return ServerFacts.time(link).plusSeconds(1);
    }

    private Expired expireAll() {
        return expiry.expire(expiry.overdue(later(), EventLog.START, 100), ServerFacts.time(link));
    }

    private List<StoredLetter> letters() {
        List<StoredLetter> letters = new ArrayList<>();
        new StoredLetters(link, KEYS).forEach(new StopSignal(), letters::add);
        return letters;
    }

    @Test
    void whatNobodyProcessedBecomesALetterWithoutItsEvent() {
        String id = UUID.randomUUID().toString();
        append(SESSION, id, 7);

        Expired expired = expireAll();

        assertEquals(1, expired.buried());
        assertEquals(1, expired.removed().count());
        assertTrue(expired.removed().bytes() > 0);
        assertEquals(0, TEST_REDIS.admin().xlen(KEYS.raw()));
        StoredLetter letter = letters().get(0);
        assertEquals("TOO_OLD", letter.reason());
        assertEquals(List.of(id, SESSION, 7L), List.of(letter.id(), letter.sessionId(), letter.sequence()));
        assertTrue(letter.sealed().isEmpty());
        assertEquals(letter.entryId(), TEST_REDIS.admin().hget(KEYS.deadIndex(), id));
        assertTrue(new RawAccount(link, KEYS).look().isNone());
    }

    @Test
    void whatCameLaterStays() {
        append(SESSION, UUID.randomUUID().toString(), 1);
        Instant now = ServerFacts.time(link).minusSeconds(60);
        RawExpiry.Step step = expiry.overdue(now, EventLog.START, 100);
        assertEquals(EventLog.START, step.last());
        assertEquals(0, step.amount().count());
    }

    @Test
    void whatAProcessorHasInHandStaysAndWhatItLeftBehindGoes() {
        String abandoned = append(SESSION, UUID.randomUUID().toString(), 1);
        append(SESSION, UUID.randomUUID().toString(), 2);
        read(2);
        silence(abandoned);

        assertEquals(1, expireAll().buried());
        assertEquals(1, letters().get(0).sequence());
        assertEquals(1, letters().get(0).deliveries());
        assertEquals(
                1, TEST_REDIS.admin().xpending(KEYS.raw(), ConsumerGroup.NAME).getCount());
        assertEquals(1, TEST_REDIS.admin().xlen(KEYS.raw()));
    }

    @Test
    void whatIsProcessedAndNotTrimmedYetIsNoLoss() {
        append(SESSION, UUID.randomUUID().toString(), 1);
        String done = append(SESSION, UUID.randomUUID().toString(), 2);
        read(2);
        TEST_REDIS.admin().xack(KEYS.raw(), ConsumerGroup.NAME, done);
        assertEquals(0, expireAll().removed().count());
        assertEquals(2, TEST_REDIS.admin().xlen(KEYS.raw()));
    }

    @Test
    void whatIsTakenBetweenTheLookAndTheStepStays() {
        append(SESSION, UUID.randomUUID().toString(), 1);
        RawExpiry.Step step = expiry.overdue(later(), EventLog.START, 100);
        assertEquals(1, step.amount().count());
        read(1);
        Expired expired = expiry.expire(step, ServerFacts.time(link));
        assertEquals(0, expired.removed().count());
        assertEquals(List.of(), letters());
    }

    @Test
    void aCopyOfAStoredEventGoesWithoutALetter() {
        String id = UUID.randomUUID().toString();
        TEST_REDIS.admin().hset(KEYS.event(id), "data", "{}");
        append(SESSION, id, 1);
        Expired expired = expireAll();
        assertEquals(1, expired.removed().count());
        assertEquals(0, expired.buried());
        assertEquals(List.of(), letters());
    }

    @Test
    void whatWasErasedLeavesNoLetter() {
        append(SESSION, UUID.randomUUID().toString(), 1);
        new ErasureMarks(link, KEYS).set(new ErasureScope.Session(SESSION));
        Expired expired = expireAll();
        assertEquals(1, expired.removed().count());
        assertEquals(0, expired.buried());
    }

    @Test
    void noTextThatMayBeASecretStandsInALetter() {
        append("hunter2-as-a-session", "hunter2-as-an-id", 3);
        TEST_REDIS.admin().xadd(KEYS.raw(), Map.of("id", "hunter2-plain", "payload", "hunter2"));
        assertEquals(2, expireAll().buried());
        for (StoredLetter letter : letters()) {
            assertEquals("", letter.sessionId());
            assertEquals(0, letter.sequence());
        }
        Contents.forEach(
                link,
                (key, value) -> assertFalse((key + new String(value, StandardCharsets.UTF_8)).contains("hunter2")));
    }

    @Test
    void aStepLooksAtAsMuchAsItMayAndTheNextGoesOnBehindIt() {
        for (int i = 1; i <= 5; i++) {
            append(SESSION, UUID.randomUUID().toString(), i);
        }
        RawExpiry.Step first = expiry.overdue(later(), EventLog.START, 2);
        assertEquals(2, first.amount().count());
        assertEquals(3, expiry.overdue(later(), first.last(), 100).amount().count());

        TEST_REDIS.admin().xadd(KEYS.raw(), Map.of("payload", "x".repeat(1_100_000)));
        TEST_REDIS.admin().xadd(KEYS.raw(), Map.of("payload", "small"));
        assertEquals(6, expiry.overdue(later(), EventLog.START, 100).amount().count());
    }

    @Test
    void withoutAGroupAllIsUnprocessedAndAFullRedisIsFreed() {
        TEST_REDIS.admin().xgroupDestroy(KEYS.raw(), ConsumerGroup.NAME);
        append(SESSION, UUID.randomUUID().toString(), 1);
        TEST_REDIS.admin().configSet("maxmemory", "1");
        try {
            assertEquals(1, expireAll().buried());
        } finally {
            TEST_REDIS.admin().configSet("maxmemory", "0");
        }
    }
}
