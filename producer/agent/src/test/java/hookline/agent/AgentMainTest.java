package hookline.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hookline.streams.LayoutMismatchException;
import hookline.streams.StopSignal;
import hookline.streams.TestRedis;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class AgentMainTest {
    @RegisterExtension
    static final TestRedis REDIS = new TestRedis();

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
    }

    @Test
    void shipsUntilItIsStopped() throws Exception {
        StopSignal stop = new StopSignal();
        CompletableFuture<Void> run = CompletableFuture.runAsync(() -> run(stop));
        pipeline.put("s", 1);
        pipeline.awaitEvents(1);
        stop.request();
        run.get(20, TimeUnit.SECONDS);
        assertEquals(1, Pipeline.count(pipeline.spool.sent()));
    }

    @Test
    void failsWithWhatEndedIt() {
        REDIS.admin().hset("hookline:meta", Map.of("layout", "99", "partitions", "1"));
        assertThrows(LayoutMismatchException.class, () -> AgentMain.run(pipeline.settings(), new StopSignal()));
    }

    private void run(StopSignal stop) {
        try {
            AgentMain.run(pipeline.settings(), stop);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
