package hookline.agent;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lettuce.core.KillArgs;
import io.lettuce.core.RedisException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class AgentOutageTest extends AgentOnRedis {
    @Test
    void aRedisThatComesLaterGetsEverything() throws Exception {
        REDIS.server().kill();
        try {
            pipeline.start();
            for (int i = 0; i < 300; i++) {
                pipeline.put("s", i);
            }
            assertEquals(0, Pipeline.count(pipeline.spool.sent()));
        } finally {
            REDIS.server().restart();
        }
        pipeline.awaitEvents(300);
        assertEquals(upTo(300), pipeline.sequences("s"));
    }

    @Test
    void aRedisThatLosesAllInTheMiddleGetsItAgain() throws Exception {
        pipeline.start();
        for (int i = 0; i < 500; i++) {
            pipeline.put("s", i);
        }
        await().until(() -> pipeline.counted("hookline.agent.sent") > 0);
        REDIS.server().kill();
        try {
            for (int i = 0; i < 500; i++) {
                pipeline.put("s", i);
            }
            assertTrue(Pipeline.count(pipeline.spool.numbered())
                    <= 2L * pipeline.settings().batchSize());
        } finally {
            REDIS.server().restart();
        }
        pipeline.awaitEvents(1_000);
        assertEquals(upTo(1_000), pipeline.sequences("s").stream().sorted().toList());
    }

    @Test
    void whatWasConfirmedComesBackAfterAReconnectAsItWas() throws Exception {
        pipeline.start();
        for (int i = 0; i < 200; i++) {
            pipeline.put("s", i);
        }
        pipeline.awaitCount(pipeline.spool.sent(), 200);
        List<String> before = identities();
        REDIS.admin().flushall();
        REDIS.admin().clientKill(KillArgs.Builder.typeNormal());
        pipeline.put("s", 200);
        pipeline.awaitEvents(201);
        assertEquals(before, identities().subList(0, 200));
        assertTrue(pipeline.counted("hookline.agent.resent") >= 200);
    }

    @Test
    void nothingIsRemovedBeforeRedisHasAnsweredOnTheSameConnection() throws Exception {
        pipeline.start();
        for (int i = 0; i < 50; i++) {
            pipeline.put("s", i);
        }
        pipeline.awaitCount(pipeline.spool.sent(), 50);
        REDIS.server().kill();
        REDIS.server().restart();
        pipeline.clock.advance(Duration.ofHours(2));
        pipeline.awaitEvents(50);
        assertEquals(50, Pipeline.count(pipeline.spool.sent()));
        pipeline.clock.advance(Duration.ofHours(2));
        pipeline.awaitCount(pipeline.spool.sent(), 0);
    }

    @Test
    void stoppingWhileRedisIsAwayLeavesAllInTheSpool() throws Exception {
        Agent agent = pipeline.start();
        pipeline.put("s", 0);
        pipeline.awaitCount(pipeline.spool.sent(), 1);
        REDIS.server().kill();
        try {
            for (int i = 1; i < 10; i++) {
                pipeline.put("s", i);
            }
            pipeline.awaitCount(pipeline.spool.fresh(), 0);
            agent.close();
            assertEquals(9, Pipeline.count(pipeline.spool.numbered()));
        } finally {
            REDIS.server().restart();
        }
        pipeline.start();
        pipeline.awaitEvents(10);
        assertEquals(upTo(10), pipeline.sequences("s").stream().sorted().toList());
    }

    @Test
    void aServerThatStillLoadsGetsEverythingWhenItHas() throws Exception {
        for (int i = 0; i < 40; i++) {
            REDIS.admin().set("large" + i, "x".repeat(4_096));
        }
        REDIS.admin().save();
        REDIS.server().kill();
        CompletableFuture<Void> restart = CompletableFuture.runAsync(AgentOutageTest::restart);
        try (OutageLog log = OutageLog.open()) {
            await().until(AgentOutageTest::loads);
            Agent agent = pipeline.start();
            for (int i = 1; i <= 20; i++) {
                pipeline.put("s", i);
            }
            await().until(() -> log.tries() >= 2);
            assertTrue(agent.problems().toString().contains("LOADING"), agent.problems()::toString);
            assertTrue(log.warnings().get(0).contains("will answer when it has"), log.warnings()::toString);
            restart.join();
            pipeline.awaitEvents(20);
            assertEquals(upTo(20), pipeline.sequences("s"));
        } finally {
            restart.join();
            REDIS.admin().flushall();
            REDIS.admin().save();
        }
    }

    private List<String> identities() throws Exception {
        return pipeline.arrived().stream()
                .sorted(Comparator.comparing(Pipeline.Arrived::sequence))
                .map(event -> event.id() + " " + event.sequence() + " " + event.capturedAt() + event.payload())
                .toList();
    }

    private static void restart() {
        try {
            REDIS.server().restart();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean loads() {
        try {
            REDIS.admin().ping();
            return false;
        } catch (RedisException e) {
            return e.getMessage().startsWith("LOADING")
                    || String.valueOf(e.getCause()).contains("LOADING");
        }
    }
}
