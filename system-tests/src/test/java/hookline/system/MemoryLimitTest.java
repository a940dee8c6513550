package hookline.system;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.client.HookPublisher;
import hookline.streams.TestRedis;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Takes a backlog many times the size of the heaps, the agent's as the launcher sets it, the processor's half of that. */
@Tag("full")
class MemoryLimitTest {
    @RegisterExtension
    static final TestRedis TEST_REDIS = new TestRedis();

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int EVENTS = 150;
    private static final int EVENT_CHARS = 1_000_000;

    @TempDir
    Path folder;

    @Test
    void aBacklogOfLargeEventsIsProcessedWithinTheHeapLimits() throws Exception {
        PipelineProcesses processes = new PipelineProcesses(TEST_REDIS, folder);
        HookPublisher publisher = HookPublisher.to(folder);
        String message = "all work and no play ".repeat(EVENT_CHARS / 21);
        for (int i = 0; i < EVENTS; i++) {
            publisher.publish("{\"hook_event_name\":\"Notification\",\"session_id\":\"s" + i % 3 + "\",\"message\":\""
                    + i + " " + message + "\"}");
        }
        try (HooklineProcess agent = processes.start("agent", Map.of("HOOKLINE_MAX_MEMORY_MB", "56"));
                HooklineProcess processor = processes.start(
                        "processor", Map.of("HOOKLINE_MAX_MEMORY_MB", "128", "HOOKLINE_MAX_CONCURRENT", "4"))) {
            await().atMost(LIMIT).until(() -> {
                assertTrue(agent.isAlive(), "the agent ended");
                assertTrue(processor.isAlive(), "the processor ended");
                return TEST_REDIS.admin().xlen("hookline:log:{0}") == EVENTS;
            });
            await().atMost(LIMIT).until(processes::spoolIsEmpty);
        }
        assertEquals(0, TEST_REDIS.admin().xlen("hookline:dead:{0}"));
    }
}
