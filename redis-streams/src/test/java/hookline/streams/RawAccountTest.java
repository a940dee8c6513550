package hookline.streams;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.schemas.DeadLetter;
import hookline.streams.RawAccount.Missing;
import io.lettuce.core.XAddArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import io.lettuce.core.XTrimArgs;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RawAccountTest {
    @RegisterExtension
    static final TestRedis TEST_REDIS = new TestRedis();

    private static final Keys KEYS = new Keys(0);
    private static final Missing NONE = new Missing(0, 0, 0);

    private RedisLink link;
    private ConsumerGroup group;
    private RawAccount account;

    @BeforeEach
    void connect() {
        link = TEST_REDIS.redis().link();
        group = new ConsumerGroup(link, KEYS, "one", deleted -> {});
        group.create();
        account = new RawAccount(link, KEYS);
    }

    @AfterEach
    void disconnect() {
        link.close();
    }

    private static List<String> add(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> TEST_REDIS.admin().xadd(KEYS.raw(), Map.of("payload", "{}")))
                .toList();
    }

    private List<RawEntry> read(int count) {
        List<RawEntry> read = group.readNew(count, Duration.ofSeconds(1));
        assertEquals(count, read.size());
        return read;
    }

    private void process(int count) {
        List<Commit> commits = new ArrayList<>();
        for (RawEntry entry : read(count)) {
            DeadLetter letter =
                    new DeadLetter(entry.entryId(), "", 0L, 0L, "NOT_JSON", "", 1, 99L, ByteBuffer.allocate(3));
            commits.add(new Commit.Bury(entry.entryId(), letter));
        }
        new CommitScript(link, KEYS, InstantSource.system()).apply(commits);
    }

    private long trim() {
        return new RawTrim(link, KEYS).trim();
    }

    @Test
    void whatIsProcessedAndTrimmedIsAccountedFor() {
        add(300);
        assertEquals(NONE, account.look());
        process(300);
        assertEquals(300, trim());
        assertEquals(NONE, account.look());
        add(2);
        assertEquals(NONE, account.look());
        assertTrue(new Missing(0, 0, 0).isNone());
    }

    @Test
    void whatWasTrimmedBeforeTheFirstLookIsNotMissing() {
        add(5);
        TEST_REDIS.admin().xtrim(KEYS.raw(), 2);
        assertEquals(NONE, account.look());
    }

    @Test
    void whatSomebodyTakesOutIsToldOnceToWhoeverLooksFirst() {
        List<String> ids = add(10);
        assertEquals(NONE, account.look());
        RawAccount another = new RawAccount(link, KEYS);
        assertEquals(NONE, another.look());

        TEST_REDIS.admin().xdel(KEYS.raw(), ids.get(3), ids.get(7));
        TEST_REDIS.admin().xtrim(KEYS.raw(), XTrimArgs.Builder.minId(ids.get(2)));
        assertEquals(new Missing(4, 0, 0), account.look());
        assertEquals(NONE, another.look());
        assertEquals(NONE, account.look());
    }

    @Test
    void anEntryThatEmptiesTheStreamIsSeenAsWhatItTookOut() {
        add(6);
        assertEquals(NONE, account.look());
        TEST_REDIS
                .admin()
                .xadd(KEYS.raw(), new XAddArgs().minId("9999999999999-0").exactTrimming(), Map.of("payload", "{}"));
        assertEquals(new Missing(7, 0, 0), account.look());
    }

    @Test
    void ofAStreamThatWasDeletedWhatWaitedInItIsMissing() {
        add(5);
        process(2);
        assertEquals(NONE, account.look());
        TEST_REDIS.admin().del(KEYS.raw());
        assertEquals(new Missing(0, 3, 0), account.look());
        group.create();
        add(1);
        assertEquals(NONE, account.look());
        TEST_REDIS.admin().xtrim(KEYS.raw(), 0);
        assertEquals(new Missing(1, 0, 0), account.look());
    }

    @Test
    void ofARedisThatWasEmptiedWhatWaitedInItIsMissingOnce() {
        RawAccount another = new RawAccount(link, KEYS);
        add(5);
        process(2);
        account.look();
        another.look();
        TEST_REDIS.admin().flushall();
        RawAccount startedAfterwards = new RawAccount(link, KEYS);

        assertEquals(NONE, startedAfterwards.look());
        assertEquals(new Missing(0, 3, 0), account.look());
        assertEquals(NONE, another.look());
        assertEquals(NONE, account.look());
    }

    @Test
    void aRedisThatRestartsWithItsDataMissesNothing() throws Exception {
        add(5);
        account.look();
        TEST_REDIS.admin().save();
        TEST_REDIS.server().kill();
        TEST_REDIS.server().restart();
        await().ignoreException(RedisUnavailableException.class)
                .until(() -> account.look().isNone());
        assertEquals(5, TEST_REDIS.admin().xlen(KEYS.raw()));
        assertEquals(NONE, account.look());
    }

    @Test
    void aRedisThatComesBackWithOlderDataMissesNothing() throws Exception {
        add(5);
        account.look();
        TEST_REDIS.admin().save();
        process(5);
        trim();
        add(9);
        account.look();
        TEST_REDIS.server().kill();
        TEST_REDIS.server().restart();
        await().ignoreException(RedisUnavailableException.class)
                .until(() -> account.look().isNone());
        assertEquals(5, TEST_REDIS.admin().xlen(KEYS.raw()));
        add(20);
        assertEquals(NONE, account.look());
    }

    @Test
    void aGroupThatWasDestroyedAndWhatItReadsASecondTimeMissNothing() {
        add(5);
        process(3);
        account.look();
        TEST_REDIS.admin().xgroupDestroy(KEYS.raw(), ConsumerGroup.NAME);
        assertEquals(NONE, account.look());
        assertEquals(0, trim());
        group.create();
        process(5);
        assertEquals(5, trim());
        assertEquals(NONE, account.look());
    }

    @Test
    void whatOthersAcknowledgeOrPassOverIsToldOnceItIsTrimmed() {
        assertEquals(NONE, account.look());
        add(7);
        process(3);
        String[] held = read(2).stream().map(RawEntry::entryId).toArray(String[]::new);
        TEST_REDIS.admin().xack(KEYS.raw(), ConsumerGroup.NAME, held);
        assertEquals(5, trim());
        assertEquals(new Missing(0, 0, 2), account.look());
        TEST_REDIS.admin().xgroupSetid(StreamOffset.latest(KEYS.raw()), ConsumerGroup.NAME);
        assertEquals(2, trim());
        assertEquals(new Missing(0, 0, 2), account.look());
        assertEquals(NONE, account.look());
    }

    @Test
    void whatWasProcessedBeforeTheFirstLookIsNotMissing() {
        add(5);
        process(3);
        TEST_REDIS.admin().del(KEYS.rawAccount());
        assertEquals(NONE, account.look());
        process(2);
        assertEquals(5, trim());
        assertEquals(NONE, account.look());
    }

    @Test
    void nothingIsTrimmedByTheWordOfAnotherGroupAlone() {
        add(3);
        TEST_REDIS.admin().xgroupCreate(StreamOffset.latest(KEYS.raw()), "another");
        TEST_REDIS.admin().xgroupDestroy(KEYS.raw(), ConsumerGroup.NAME);
        assertEquals(0, trim());
        assertEquals(3, TEST_REDIS.admin().xlen(KEYS.raw()));
    }

    @Test
    void itWorksOnAFullRedis() {
        add(2);
        TEST_REDIS.admin().configSet("maxmemory", "1");
        try {
            assertEquals(NONE, account.look());
            TEST_REDIS.admin().xtrim(KEYS.raw(), 0);
            assertEquals(new Missing(2, 0, 0), account.look());
        } finally {
            TEST_REDIS.admin().configSet("maxmemory", "0");
        }
    }
}
