package hookline.streams;

import static hookline.streams.ErasedWorld.LAYOUT;
import static hookline.streams.Verdict.DEAD;
import static hookline.streams.Verdict.ERASED;
import static hookline.streams.Verdict.STORED;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.schemas.UndecodableException;
import hookline.schemas.crypto.Unsealing;
import io.lettuce.core.XReadArgs.StreamOffset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErasureRunTest {
    @RegisterExtension
    static final TestRedis TEST_REDIS = new TestRedis();

    private final Instant earlier = Instant.now().minus(Duration.ofHours(1));

    private final StopSignal stop = new StopSignal();
    private RedisLink link;
    private ErasedWorld world;

    @BeforeEach
    void connect() throws Exception {
        link = TEST_REDIS.redis().link();
        world = new ErasedWorld(link, TEST_REDIS.admin());
    }

    @AfterEach
    void disconnect() {
        link.close();
    }

    private Erased erase(ErasureScope scope) {
        return run(scope, SealedSession.CLOSED, false);
    }

    private Erased run(ErasureScope scope, SealedSession sealed, boolean dryRun) {
        return new ErasureRun(link, LAYOUT, scope, sealed, stop, soFar -> {}).run(dryRun);
    }

    private void fill(String session, String name) {
        assertEquals(STORED, world.store(session, name + "-1", earlier));
        assertEquals(STORED, world.store(session, name + "-2", earlier));
        assertEquals(DEAD, world.bury(session, session, name + "-3", earlier, "no JSON"));
        world.append(session, name + "-4", earlier);
    }

    /** What is written from now on is dated after what was written until now. */
    private void awaitTheNextMillisecond() {
        Instant now = ServerFacts.time(link);
        await().until(() -> ServerFacts.time(link).isAfter(now.plusMillis(1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"s", "{0}", "*", "a\\nb", "Zoë 日本語 😀", "before", "s:", "[a-z]?^%00", "hooks:event:{0}:x"})
    void nothingOfASessionIsLeftAndEveryOtherStaysToTheByte(String session) {
        fill("other", "kept");
        fill("s of another", "kept-too");
        Set<String> others = world.contents();
        fill(session, "gone");

        assertEquals(new Erased(2, 1, 1, 1, 0, 0), erase(new ErasureScope.Session(session)));

        assertEquals(others, world.contents());
        assertFalse(TEST_REDIS.admin().keys("*").stream().anyMatch(key -> key.contains("gone")));
    }

    @Test
    void neitherTheSessionNorItsEventsStandInTheMarks() {
        fill("recognisable", "gone");
        erase(new ErasureScope.Session("recognisable"));
        erase(new ErasureScope.Event("gone-1"));
        for (int partition = 0; partition < LAYOUT.partitions(); partition++) {
            String erased = new Keys(partition).erased();
            String marks = new String(link.call(redis -> redis.dump(erased)), StandardCharsets.ISO_8859_1);
            assertFalse(marks.contains("recognisable") || marks.contains("gone"));
        }
    }

    @Test
    void whatWasCapturedBeforeIsRefusedWheneverItArrives() {
        fill("s", "gone");
        erase(new ErasureScope.Session("s"));
        awaitTheNextMillisecond();
        Set<String> before = world.contents();

        assertEquals(ERASED, world.store("s", "late", earlier));
        assertEquals(ERASED, world.store("s", "gone-1", earlier));
        assertEquals(ERASED, world.bury("s", "s", "late-and-bad", earlier, "no JSON"));

        assertEquals(before, world.contents());
        assertEquals(0, world.pending(world.keys("s")));
    }

    @Test
    void whatTheSessionDoesAfterwardsIsNew() {
        fill("s", "gone");
        erase(new ErasureScope.Session("s"));
        awaitTheNextMillisecond();

        assertEquals(STORED, world.store("s", "new", ServerFacts.time(link)));
        assertEquals(DEAD, world.bury("s", "s", "new-and-bad", ServerFacts.time(link), "no JSON"));
        assertEquals("1", TEST_REDIS.admin().hget(world.keys("s").session("s"), "count:stop_hook"));
        assertEquals(List.of("new"), world.logged("s"));
    }

    @Test
    void aHostWhoseClockRunsAheadGetsNothingPast() {
        Instant ahead = Instant.now().plus(Duration.ofHours(5));
        world.store("s", "gone-1", ahead);
        world.append("s", "gone-2", ahead);
        List<RawEntry> inHand = world.read(world.keys("s"));

        assertEquals(new Erased(1, 1, 0, 1, 0, 0), erase(new ErasureScope.Session("s")));

        Commit commit = new Commit.Store(inHand.get(0).entryId(), "gone-2", "{}", "stop_hook", "s", 2, ahead, "", "");
        assertEquals(List.of(ERASED), new CommitScript(link, world.keys("s"), Instant::now).apply(List.of(commit)));
    }

    @Test
    void aSessionInAnotherPartitionThanItsOwnIsErasedThereToo() {
        Keys wrong = new Keys(1 - world.keys("s").partition());
        String neighbour = world.keys("other").equals(wrong) ? "other" : "another";
        assertEquals(wrong, world.keys(neighbour));
        world.bury(neighbour, "s", "gone", earlier, "{}");

        assertEquals(new Erased(0, 0, 1, 0, 0, 0), erase(new ErasureScope.Session("s")));
        awaitTheNextMillisecond();
        assertEquals(ERASED, world.bury(neighbour, "s", "late", earlier, "{}"));
    }

    @Test
    void oneEventGoesAloneAndStaysAway() {
        fill("s", "e");
        assertEquals(new Erased(1, 0, 0, 0, 0, 0), erase(new ErasureScope.Event("e-1")));
        assertEquals(new Erased(0, 0, 1, 0, 0, 0), erase(new ErasureScope.Event("e-3")));
        assertEquals(new Erased(0, 0, 0, 1, 0, 0), erase(new ErasureScope.Event("e-4")));
        awaitTheNextMillisecond();

        assertEquals(ERASED, world.store("s", "e-1", Instant.now()));
        assertEquals(List.of("e-2"), world.logged("s"));
        assertEquals(STORED, world.store("s", "e-5", Instant.now()));
    }

    @Test
    void anEventWhoseLogEntryWasTrimmedGoesToo() {
        fill("s", "e");
        TEST_REDIS.admin().xtrim(world.keys("s").log(), 0);
        assertEquals(1, erase(new ErasureScope.Event("e-1")).events());
        assertEquals(0, TEST_REDIS.admin().exists(world.keys("s").event("e-1")));
    }

    @Test
    void everythingOlderGoesHoweverLateItArrived() {
        Instant time = ServerFacts.time(link).minus(Duration.ofMinutes(30));
        fill("old", "gone");
        assertEquals(STORED, world.store("young", "kept", time));
        assertEquals(STORED, world.store("young", "gone-5", time.minusMillis(1)));

        assertEquals(new Erased(3, 0, 1, 1, 0, 0), erase(new ErasureScope.Older(time)));

        assertEquals(List.of("kept"), world.logged("young"));
        assertEquals(ERASED, world.store("new", "late", time.minusMillis(1)));
        assertEquals(STORED, world.store("new", "in time", time));
    }

    @Test
    void sessionsThatWereNotSeenSinceGoWithEverythingOlder() {
        fill("old", "gone");
        TEST_REDIS.admin().zadd(world.keys("old").sessions(), (double) earlier.getEpochSecond(), "old");
        assertEquals(1, erase(new ErasureScope.Older(earlier.plusSeconds(60))).sessions());
        assertEquals(0, TEST_REDIS.admin().exists(world.keys("old").session("old")));
    }

    @Test
    void anEarlierTimeDoesNotWeakenALaterOne() {
        Instant time = ServerFacts.time(link).minus(Duration.ofMinutes(30));
        erase(new ErasureScope.Older(time));
        erase(new ErasureScope.Older(earlier));
        assertEquals(ERASED, world.store("s", "late", time.minusMillis(1)));
    }

    @Test
    void aRunThatBreaksOffRefusesAtOnceAndTheNextOneFinishes() {
        fill("s", "gone");
        new ErasureRun(link, LAYOUT, new ErasureScope.Session("s"), SealedSession.CLOSED, stop, soFar -> stop.request())
                .run(false);
        assertEquals(List.of("gone-1", "gone-2"), world.logged("s"));
        assertEquals(ERASED, world.store("s", "late", earlier));

        Erased finished = new ErasureRun(
                        link,
                        LAYOUT,
                        new ErasureScope.Session("s"),
                        SealedSession.CLOSED,
                        new StopSignal(),
                        soFar -> {})
                .run(false);
        assertEquals(new Erased(2, 0, 1, 1, 0, 0), finished);
    }

    @Test
    void aDryRunCountsTheSameAndChangesNothing() {
        fill("s", "gone");
        Set<String> before = world.contents();
        ErasureScope scope = new ErasureScope.Session("s");
        Erased counted = run(scope, SealedSession.CLOSED, true);
        assertEquals(before, world.contents());
        assertEquals(STORED, world.store("other", "taken", earlier));
        assertEquals(counted, run(scope, SealedSession.CLOSED, false));
    }

    @Test
    void aFullRedisCanBeErasedFrom() {
        fill("s", "gone");
        TEST_REDIS.admin().configSet("maxmemory", "1");
        try {
            assertEquals(new Erased(2, 1, 1, 1, 0, 0), erase(new ErasureScope.Session("s")));
        } finally {
            TEST_REDIS.admin().configSet("maxmemory", "0");
        }
    }

    @Test
    void anErasedEntryThatAProcessorHeldIsPendingForNobody() {
        Keys keys = world.keys("s");
        TEST_REDIS.admin().xgroupCreate(StreamOffset.from(keys.raw(), "0"), "another group");
        world.append("s", "gone", earlier);
        assertEquals(1, world.read(keys).size());
        assertEquals(1, world.pending(keys));
        erase(new ErasureScope.Session("s"));
        assertEquals(0, world.pending(keys));
        world.append("other", "kept", earlier);
        assertEquals(1, world.read(world.keys("other")).size());
    }

    @Test
    void aDeadLetterThatShowsNoSessionIsOpenedWhereThereIsAKeyAndCountedWhereNot() throws Exception {
        world.bury("s", "", "gone", earlier, "{\"session_id\":\"s\"}");
        world.bury("s", "", "kept", earlier, "{\"session_id\":\"other\"}");
        ErasureScope scope = new ErasureScope.Session("s");
        assertEquals(new Erased(0, 0, 0, 0, 2, 0), erase(scope));
        assertEquals(2, world.deadLetters());

        Unsealing unsealing = Unsealing.with(ErasedWorld.SEALING);
        SealedSession opened = (event, session) -> {
            try {
                return Optional.of(StandardCharsets.UTF_8
                        .decode(unsealing.open(event).getPayload())
                        .toString()
                        .contains("\"" + session + "\""));
            } catch (UndecodableException e) {
                return Optional.empty();
            }
        };
        assertEquals(new Erased(0, 0, 1, 0, 0, 0), run(scope, opened, false));
        assertEquals(1, world.deadLetters());
    }

    @Test
    void aMarkThatIsNoNumberRefusesNothing() {
        TEST_REDIS.admin().hset(world.keys("s").erased(), new ErasureScope.Session("s").mark(), "somebody else");
        assertEquals(STORED, world.store("s", "kept", earlier));
        erase(new ErasureScope.Session("s"));
        assertEquals(ERASED, world.store("s", "late", earlier));
    }

    @Test
    void marksAreForgottenOnceTheyAreOld() {
        ErasureMarks marks = new ErasureMarks(link, world.keys("s"));
        erase(new ErasureScope.Session("s"));
        erase(new ErasureScope.Older(earlier));
        assertEquals(0, marks.removeBefore(earlier));
        Instant later = Instant.now().plusSeconds(60);
        assertEquals(1, marks.countBefore(later));
        assertEquals(1, marks.removeBefore(later));
        assertEquals(
                Set.of("before"),
                TEST_REDIS.admin().hgetall(world.keys("s").erased()).keySet());
        assertTrue(TEST_REDIS.admin().ttl(world.keys("s").erased()) < 0);
    }
}
