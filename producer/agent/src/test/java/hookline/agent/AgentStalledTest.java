package hookline.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.agent.FaultyNetwork.Mode;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A Redis that answers late, or not at all, or a network that cuts. */
class AgentStalledTest extends AgentOnRedis {
    private FaultyNetwork network;

    @BeforeEach
    void putANetworkBetween() throws IOException {
        network = new FaultyNetwork(REDIS.server().port());
        pipeline.environment.put("REDIS_PORT", String.valueOf(network.port()));
    }

    @AfterEach
    void removeIt() throws Exception {
        network.close();
    }

    @Test
    void lateRepliesAreAwaitedAndEachEventIsSentOnce() throws Exception {
        try (WaitedOut run = new WaitedOut(pipeline)) {
            run.delay(() -> network.become(Mode.SLOW), () -> network.become(Mode.GOOD));
            assertEquals(0, run.repeats());
            assertEquals(1, network.connections());
        }
    }

    @Test
    void pausedWritesAreAwaitedAndEachEventIsSentOnce() throws Exception {
        try (WaitedOut run = new WaitedOut(pipeline)) {
            run.delay(() -> REDIS.admin().clientPause(1_000), () -> {});
            assertEquals(0, run.repeats());
        }
    }

    @Test
    void aNetworkThatCutsEveryConnectionIsTriedEverMoreRarely() throws Exception {
        try (WaitedOut run = new WaitedOut(pipeline)) {
            run.fault(() -> network.become(Mode.CUT), () -> network.become(Mode.GOOD), "Redis at 127.0.0.1");
            // The first connection, at most one for each failed try, and the one that works.
            assertTrue(network.connections() <= run.tries() + 2, () -> network.connections() + " connections");
        }
    }

    /** What was sent meanwhile has arrived and is sent again: the commit recognises it by its id. */
    @Test
    void lostRepliesMakeEventsArriveAgainAsTheyWere() throws Exception {
        try (WaitedOut run = new WaitedOut(pipeline)) {
            run.slowFault(1, () -> network.become(Mode.DEAF), () -> network.become(Mode.GOOD), "timed out", "too busy");
            assertTrue(run.repeats() > 0);
            assertTrue(network.connections() <= run.tries() + 2, () -> network.connections() + " connections");
            assertEquals(
                    pipeline.ids().size(),
                    pipeline.arrived().stream()
                            .map(event -> event.id() + " " + event.sequence() + " " + event.payload())
                            .distinct()
                            .count());
        }
    }

    @Test
    @Tag("full")
    void aFrozenServerGetsEverythingWhenItMovesAgain() throws Exception {
        try (WaitedOut run = new WaitedOut(pipeline)) {
            run.slowFault(2, () -> signal("-STOP"), () -> signal("-CONT"), "timed out", "too busy");
        }
    }

    private static void signal(String name) throws Exception {
        String server = Long.toString(REDIS.server().processId());
        assertEquals(
                0, new ProcessBuilder("kill", name, server).inheritIO().start().waitFor());
    }
}
