package hookline.agent;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.streams.TestRedis;
import io.lettuce.core.KillArgs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class AgentOutageTest {
    @RegisterExtension
    static final TestRedis REDIS = new TestRedis("save \"\"", "appendonly no");

    @TempDir
    Path home;

    private Pipeline pipeline;

    @BeforeEach
    void open() throws Exception {
        pipeline = new Pipeline(REDIS, home);
    }

    @AfterEach
    void close() throws Exception {
        pipeline.close();
        assertNull(pipeline.failure.get());
    }

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

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

    private List<String> identities() throws Exception {
        return pipeline.arrived().stream()
                .sorted(Comparator.comparing(Pipeline.Arrived::sequence))
                .map(event -> event.id() + " " + event.sequence() + " " + event.capturedAt() + event.payload())
                .toList();
    }
}
