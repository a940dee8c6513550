package hookline.agent;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hookline.client.SpoolFullException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class AgentSpoolLimitTest extends AgentOnRedis {
    /** As many files of one block as make 1 MiB. */
    private static final int FULL = 256;

    @Test
    void aFullSpoolRefusesAndCountsUntilRedisTakesWhatIsThere() throws Exception {
        pipeline.environment.put("HOOKLINE_SPOOL_MAX_BYTES", "1MiB");
        pipeline.environment.put("HOOKLINE_RESEND_WINDOW", "1s");
        for (int i = 0; i < FULL; i++) {
            pipeline.put("s", i);
        }
        REDIS.server().kill();
        try {
            pipeline.start();
            await().until(() -> Files.exists(pipeline.spool.full()));
            assertThrows(SpoolFullException.class, () -> pipeline.put("s", FULL));
        } finally {
            REDIS.server().restart();
        }
        pipeline.awaitEvents(FULL);
        await().atMost(Pipeline.LONG).until(() -> !Files.exists(pipeline.spool.full()));
        await().atMost(Pipeline.LONG)
                .until(() -> pipeline.meters
                                .get("hookline.spool.refused")
                                .tag("reason", "full")
                                .counter()
                                .count()
                        == 1);

        pipeline.put("s", FULL);
        pipeline.awaitEvents(FULL + 1);
        assertEquals(FULL + 1, pipeline.sequences("s").size());
    }
}
