package hookline.agent;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;

/**
 * Puts an agent through a fault and asserts what holds for each of them: nothing is lost or changes its place, tries
 * become rare, an operator reads why and what to do once a minute, and it ends by itself.
 */
final class WaitedOut implements AutoCloseable {
    private static final int SESSIONS = 3;
    private static final int EVENTS = 60;
    private static final List<Long> ALL_OF_A_SESSION = AgentOnRedis.upTo(2 * EVENTS / SESSIONS);

    private final Pipeline pipeline;
    private final Agent agent;
    private final OutageLog log = OutageLog.open();
    private int put;

    /** Starts the agent and ships the first events. */
    WaitedOut(Pipeline pipeline) throws Exception {
        this.pipeline = pipeline;
        this.agent = pipeline.start();
        putEvents();
        pipeline.awaitEvents(EVENTS);
        pipeline.awaitCount(pipeline.spool.sent(), EVENTS);
    }

    /** A step of a fault. */
    interface Step {
        void run() throws Exception;
    }

    /** Has events fired between begin and end of a fault that is noticed at once. */
    void fault(Step begin, Step end, String... said) throws Exception {
        begin.run();
        try {
            putEvents();
            awaitTries(3);
            assertSays(agent.problems(), said);
            assertSays(log.warnings(), said);
            assertEquals(1, log.warnings().size(), log.warnings()::toString);
            pipeline.clock.advance(Duration.ofSeconds(61));
            awaitTries(log.tries() + 2);
            assertEquals(2, log.warnings().size(), log.warnings()::toString);
            assertEquals(EVENTS, Pipeline.count(pipeline.spool.sent()));
        } finally {
            end.run();
        }
        assertBacksOff();
        assertCaughtUp();
        assertEquals(1, log.notes().size(), log.notes()::toString);
    }

    /** The same for one whose every try lasts until a timeout, so that only so many are awaited. */
    void slowFault(int tries, Step begin, Step end, String... said) throws Exception {
        begin.run();
        try {
            putEvents();
            awaitTries(tries);
            assertSays(agent.problems(), said);
            assertEquals(tries > 1 ? 1 : 0, log.warnings().size(), log.warnings()::toString);
        } finally {
            end.run();
        }
        assertCaughtUp();
    }

    /** Where Redis only takes its time, nobody needs to hear of it. */
    void delay(Step begin, Step end) throws Exception {
        begin.run();
        try {
            putEvents();
            assertCaughtUp();
        } finally {
            end.run();
        }
        assertEquals(0, log.tries());
    }

    int tries() {
        return log.tries();
    }

    /** How often the stream holds an event that it already held. */
    int repeats() {
        return pipeline.entries().size() - 2 * EVENTS;
    }

    private void putEvents() throws Exception {
        for (int i = 0; i < EVENTS; i++, put++) {
            pipeline.put("s" + put % SESSIONS, put);
        }
    }

    private void awaitTries(int count) {
        await().atMost(Pipeline.LONG.multipliedBy(2)).until(() -> log.tries() >= count);
    }

    private void assertCaughtUp() throws Exception {
        pipeline.awaitCount(pipeline.spool.sent(), 2 * EVENTS);
        await().until(() -> agent.problems().isEmpty());
        pipeline.awaitEvents(2 * EVENTS);
        for (int session = 0; session < SESSIONS; session++) {
            assertEquals(ALL_OF_A_SESSION, pipeline.sequences("s" + session));
        }
    }

    /** Each wait is twice the one before and up to half of it more or less, at random, and none is above 2 s. */
    private void assertBacksOff() {
        List<Long> delays = log.delays();
        for (int i = 0; i < delays.size(); i++) {
            double even = 50 * Math.pow(2, i);
            long delay = delays.get(i);
            assertTrue(delay >= Math.min(2_000, even / 2) - 1, delays::toString);
            assertTrue(delay <= Math.min(2_000, even * 1.5) + 1, delays::toString);
        }
        assertTrue(new HashSet<>(delays).size() > 1, delays::toString);
        assertTrue(delays.stream().anyMatch(delay -> delay % 50 != 0), delays::toString);
    }

    private static void assertSays(List<String> lines, String... expected) {
        assertEquals(1, lines.size(), lines::toString);
        for (String words : expected) {
            assertTrue(lines.get(0).contains(words), lines::toString);
        }
    }

    @Override
    public void close() {
        log.close();
    }
}
