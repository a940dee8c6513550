package hookline.streams;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.XClaimArgs;
import io.lettuce.core.XGroupCreateArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ConsumerGroupTest {
    @RegisterExtension
    static final TestRedis TEST_REDIS = new TestRedis();

    private static final Keys KEYS = new Keys(0);
    private static final Duration AT_ONCE = Duration.ofMillis(10);

    private RedisLink link;
    private ConsumerGroup one;
    private ConsumerGroup two;

    @BeforeEach
    void connect() {
        link = TEST_REDIS.redis().link();
        one = new ConsumerGroup(link, KEYS, "one", deleted -> {});
        two = new ConsumerGroup(link, KEYS, "two", deleted -> {});
    }

    @AfterEach
    void disconnect() {
        link.close();
    }

    private List<String> add(int count) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(TEST_REDIS.admin().xadd(KEYS.raw(), Map.of("payload", "p" + i)));
        }
        return ids;
    }

    private long deliveries(String entryId) {
        return TEST_REDIS
                .admin()
                .xpending(KEYS.raw(), ConsumerGroup.NAME, Range.create(entryId, entryId), Limit.from(1))
                .get(0)
                .getRedeliveryCount();
    }

    @Test
    void aNewGroupReadsWhatStoodThereBeforeIt() {
        List<String> ids = add(3);
        assertTrue(one.create());
        assertFalse(two.create());
        assertEquals(
                ids, one.readNew(10, AT_ONCE).stream().map(RawEntry::entryId).toList());
        assertEquals(List.of(), two.readNew(10, AT_ONCE));
    }

    @Test
    void aLostGroupIsSaidAsSuch() {
        one.create();
        TEST_REDIS.admin().xgroupDestroy(KEYS.raw(), ConsumerGroup.NAME);
        assertThrows(GroupLostException.class, () -> one.readNew(1, AT_ONCE));
        TEST_REDIS.admin().flushall();
        assertThrows(GroupLostException.class, () -> one.readNew(1, AT_ONCE));
    }

    @Test
    void claimingCondemnsNobody() {
        one.create();
        List<String> ids = add(3);
        one.readNew(10, AT_ONCE);

        assertEquals(ids, two.claimAbandoned(Duration.ZERO, 10));
        assertEquals(ids, two.claimAbandoned(Duration.ZERO, 10));
        assertEquals(ids, two.ownPending(10));
        assertEquals(List.of(), one.ownPending(10));
        ids.forEach(id -> assertEquals(1, deliveries(id)));
    }

    @Test
    void onlyTheOneAboutToRunIsCounted() {
        one.create();
        List<String> ids = add(2);
        one.readNew(10, AT_ONCE);

        RawEntry entry = one.takeAlone(ids.get(0), 9).orElseThrow();
        assertEquals(2, entry.deliveries());
        assertEquals("p0", new String(entry.field("payload"), StandardCharsets.UTF_8));
        assertEquals(2, deliveries(ids.get(0)));
        assertEquals(1, deliveries(ids.get(1)));
        assertEquals(Optional.empty(), two.takeAlone(ids.get(0), 9));
    }

    @Test
    void whatIsNotIdleIsNotTaken() {
        one.create();
        add(1);
        one.readNew(10, AT_ONCE);
        assertEquals(List.of(), two.claimAbandoned(Duration.ofMinutes(5), 10));
    }

    @Test
    void pendingEntriesThatSomebodyDeletedAreSaidToBeLost() {
        one.create();
        List<String> ids = add(3);
        one.readNew(10, AT_ONCE);
        TEST_REDIS.admin().xdel(KEYS.raw(), ids.get(0), ids.get(2));
        List<Long> lost = new ArrayList<>();
        ConsumerGroup three = new ConsumerGroup(link, KEYS, "three", lost::add);

        assertEquals(List.of(ids.get(1)), three.claimAbandoned(Duration.ZERO, 10));
        assertEquals(List.of(2L), lost);
        TEST_REDIS.admin().xdel(KEYS.raw(), ids.get(1));
        assertEquals(Optional.empty(), three.takeAlone(ids.get(1), 9));
        assertEquals(List.of(2L, 1L), lost);
    }

    @Test
    void whatIsHeldIsNotTakenForAbandoned() {
        one.create();
        List<String> ids = add(2);
        one.readNew(10, AT_ONCE);
        layIdle("one", ids.get(0));
        layIdle("one", ids.get(1));

        assertEquals(1, one.hold(List.of(ids.get(0))));
        assertEquals(List.of(ids.get(1)), two.claimAbandoned(Duration.ofMinutes(5), 10));
        assertEquals(1, deliveries(ids.get(0)));
        assertEquals(1, one.hold(ids), "what two has by now stays its own");
        assertEquals(List.of(ids.get(1)), two.ownPending(10));
    }

    /** For an hour. */
    private static void layIdle(String consumer, String id) {
        TEST_REDIS
                .admin()
                .xclaim(
                        KEYS.raw(),
                        io.lettuce.core.Consumer.from(ConsumerGroup.NAME, consumer),
                        XClaimArgs.Builder.justid().idle(Duration.ofHours(1)),
                        id);
    }

    @Test
    void consumersThatAreGoneAreRemovedUnlessSomethingIsPending() {
        assertEquals(0, ConsumerGroup.removeSilent(link, KEYS, Duration.ZERO));
        one.create();
        List<String> ids = add(2);
        one.readNew(1, AT_ONCE);
        two.readNew(1, AT_ONCE);
        TEST_REDIS.admin().xack(KEYS.raw(), ConsumerGroup.NAME, ids.get(1));

        assertEquals(0, ConsumerGroup.removeSilent(link, KEYS, Duration.ofMinutes(5)));
        await().until(() -> ConsumerGroup.removeSilent(link, KEYS, Duration.ofMillis(1)) == 1);
        assertEquals(
                1,
                TEST_REDIS
                        .admin()
                        .xinfoConsumers(KEYS.raw(), ConsumerGroup.NAME)
                        .size());
        assertEquals(1, one.ownPending(10).size());
        add(1);
        assertEquals(1, two.readNew(1, AT_ONCE).size(), "it comes back by reading");
    }

    @Test
    void trimmingKeepsWhatIsPendingOrUndelivered() {
        one.create();
        List<String> ids = add(5);
        one.readNew(3, AT_ONCE);
        RawTrim trim = new RawTrim(link, KEYS);

        assertEquals(0, trim.trim());
        TEST_REDIS.admin().xack(KEYS.raw(), ConsumerGroup.NAME, ids.get(0), ids.get(2));
        assertEquals(1, trim.trim());
        TEST_REDIS.admin().xack(KEYS.raw(), ConsumerGroup.NAME, ids.get(1));
        assertEquals(2, trim.trim());
        assertEquals(2, TEST_REDIS.admin().xlen(KEYS.raw()));
        assertEquals(
                ids.subList(3, 5),
                one.readNew(10, AT_ONCE).stream().map(RawEntry::entryId).toList());
    }

    @Test
    void trimmingLooksAtEveryGroup() {
        one.create();
        List<String> ids = add(2);
        TEST_REDIS
                .admin()
                .xgroupCreate(StreamOffset.from(KEYS.raw(), "0"), "slow", XGroupCreateArgs.Builder.mkstream());
        one.readNew(10, AT_ONCE);
        TEST_REDIS.admin().xack(KEYS.raw(), ConsumerGroup.NAME, ids.get(0), ids.get(1));
        assertEquals(0, new RawTrim(link, KEYS).trim());
    }

    @Test
    void withoutAGroupNothingIsTrimmed() {
        add(2);
        assertEquals(0, new RawTrim(link, KEYS).trim());
        assertEquals(2, TEST_REDIS.admin().xlen(KEYS.raw()));
    }

    @Test
    void trimmingRunsOnAFullRedis() {
        one.create();
        List<String> ids = add(1);
        one.readNew(1, AT_ONCE);
        TEST_REDIS.admin().xack(KEYS.raw(), ConsumerGroup.NAME, ids.get(0));
        TEST_REDIS.admin().configSet("maxmemory", "1");
        try {
            assertEquals(1, new RawTrim(link, KEYS).trim());
        } finally {
            TEST_REDIS.admin().configSet("maxmemory", "0");
        }
    }

    @Test
    void theBacklogIsWhatIsNotProcessed() {
        assertEquals(new Backlog(0, 0, 0, 0), Backlog.of(link, KEYS));
        one.create();
        List<String> ids = add(3);
        one.readNew(1, AT_ONCE);
        Backlog backlog = Backlog.of(link, KEYS);
        assertEquals(3, backlog.length());
        assertEquals(1, backlog.pending());
        assertEquals(2, backlog.lag());
        assertEquals(Long.parseLong(ids.get(0).substring(0, ids.get(0).indexOf('-'))), backlog.oldestMillis());
    }
}
