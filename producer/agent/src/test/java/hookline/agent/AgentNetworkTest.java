package hookline.agent;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** An agent that is kept from Redis by rules about its network. */
class AgentNetworkTest extends AgentOnRedis {
    @Test
    void whatMayNotBeSentStaysInTheSpoolUntilItMay() throws Exception {
        pipeline.environment.put("HOOKLINE_REDIS_ALLOWED_NETWORKS", "10.8.0.0/16");
        try (OutageLog log = OutageLog.open()) {
            Agent agent = pipeline.start();
            for (int i = 0; i < 20; i++) {
                pipeline.put("s", i);
            }
            await().until(() -> log.tries() >= 3);
            List<String> problems = agent.problems();
            assertEquals(1, problems.size(), problems::toString);
            assertTrue(
                    problems.get(0).contains("127.0.0.1 is outside HOOKLINE_REDIS_ALLOWED_NETWORKS=10.8.0.0/16"),
                    problems::toString);
            assertEquals(1, log.warnings().size(), log.warnings()::toString);
            assertEquals(0, pipeline.entries().size());
            agent.close();
        }
        pipeline.environment.put("HOOKLINE_REDIS_ALLOWED_NETWORKS", "127.0.0.0/8");
        pipeline.start();
        pipeline.awaitEvents(20);
        assertEquals(upTo(20), pipeline.sequences("s"));
    }
}
