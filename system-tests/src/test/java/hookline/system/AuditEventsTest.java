package hookline.system;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.streams.Keys;
import hookline.streams.TestRedis;
import io.lettuce.core.Range;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class AuditEventsTest {
    @RegisterExtension
    static final TestRedis TEST_REDIS = new TestRedis();

    private static final Keys KEYS = new Keys(0);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private static String event(String message) {
        return "{\"hook_event_name\":\"Notification\",\"session_id\":\"s\",\"message\":\"" + message + "\"}";
    }

    /** Three events that are committed, and one that is dead-lettered in between. */
    private void fourEvents() throws Exception {
        HookCall hook = HookCall.into(folder);
        try (RunningPipeline pipeline = new RunningPipeline(TEST_REDIS.environment(), folder)) {
            for (int i = 1; i <= 4; i++) {
                int sent = i;
                hook.fire(i == 2 ? event("broken") + "cut" : event("fine"), "Notification", "s");
                await().atMost(LIMIT)
                        .until(() -> TEST_REDIS.admin().xlen(KEYS.log())
                                        + TEST_REDIS.admin().xlen(KEYS.dead())
                                == sent);
            }
            await().atMost(LIMIT).until(() -> TEST_REDIS.admin().xlen(KEYS.raw()) == 0);
        }
    }

    private String audit(int expected, Path home, String... options) throws Exception {
        Map<String, String> environment = TEST_REDIS.environment();
        environment.put("HOME", folder.toString());
        environment.put("HOOKLINE_HOME", home.toString());
        String[] arguments = new String[options.length + 4];
        System.arraycopy(new String[] {"audit", "events", "--session", "s"}, 0, arguments, 0, 4);
        System.arraycopy(options, 0, arguments, 4, options.length);
        try (HooklineProcess process = HooklineProcess.start(folder, environment, arguments)) {
            assertEquals(expected, process.exitCode(), process.errors());
            return process.output() + process.errors();
        }
    }

    private static void assertSays(String output, String... members) {
        for (String member : members) {
            assertTrue(output.contains(member), () -> member + " is not in " + output);
        }
    }

    @Test
    void everyNumberIsAccountedFor() throws Exception {
        fourEvents();
        assertSays(
                audit(0, folder, "--json"),
                "\"given_out_here\":4,\"highest\":4,\"committed\":3,\"committed_and_removed\":0,\"dead_lettered\":1,",
                "\"missing\":0,\"missing_numbers\":[],",
                "\"lost\":0,");
        assertSays(
                audit(0, folder), "given out     4, by the agent of this host", "lost          none that can be told");
    }

    @Test
    void whatWasTakenOutOfTheRawStreamIsMissed() throws Exception {
        fourEvents();
        PipelineProcesses processes = new PipelineProcesses(TEST_REDIS, folder);
        HookCall hook = HookCall.into(folder);
        try (HooklineProcess agent = processes.start("agent")) {
            for (int i = 1; i <= 2; i++) {
                hook.fire(event("gone"), "Notification", "s");
            }
            await().atMost(LIMIT).until(() -> TEST_REDIS.admin().xlen(KEYS.raw()) >= 2 && processes.spoolIsEmpty());
            assertTrue(agent.isAlive());
        }
        assertSays(audit(0, folder, "--json"), "\"given_out_here\":6,", "\"missing\":0,", "\"lost\":0,");
        TEST_REDIS.admin().xtrim(KEYS.raw(), 0);

        assertSays(
                audit(1, folder, "--json"),
                "\"missing_numbers\":[\"5-6\"],",
                "\"lost\":2,",
                "At least 2 events are lost");
        // Another host sees no further than Redis does, and says so.
        Path elsewhere = folder.resolve("elsewhere");
        assertSays(audit(0, elsewhere, "--json"), "\"given_out_here\":0,\"highest\":4,", "\"lost\":0,");
        assertSays(audit(0, elsewhere), "unknown here", "what was lost behind it does not show");
    }

    @Test
    void whatMayHaveBeenErasedBeforeItsCommitIsNotCalledLost() throws Exception {
        fourEvents();
        TEST_REDIS.admin().hset(KEYS.session("s"), Map.of("sequence", "6", "count:notification", "3"));
        assertSays(audit(1, folder, "--json"), "\"missing_numbers\":[\"5-6\"],", "\"lost\":2,");
        TEST_REDIS.admin().hset(KEYS.erased(), "e:of one event", "1");
        assertSays(audit(1, folder, "--json"), "\"maybe_removed\":1,\"lost\":1,");
        TEST_REDIS.admin().hset(KEYS.erased(), "before", "1");
        assertSays(audit(0, folder, "--json"), "\"maybe_removed\":2,\"lost\":0,\"erased\":true");
    }

    @Test
    void whatRetentionRemovedIsNoLoss() throws Exception {
        fourEvents();
        String third =
                TEST_REDIS.admin().xrange(KEYS.log(), Range.unbounded()).get(1).getId();
        TEST_REDIS.admin().xdel(KEYS.log(), third);
        assertSays(
                audit(0, folder, "--json"),
                "\"committed\":2,\"committed_and_removed\":1,",
                "\"missing_numbers\":[\"3\"],",
                "\"maybe_removed\":1,\"lost\":0,");
        TEST_REDIS.admin().xtrim(KEYS.dead(), 0);
        assertSays(
                audit(0, folder, "--json"),
                "\"dead_lettered\":0,",
                "\"missing_numbers\":[\"2-3\"],",
                "\"maybe_removed\":2,\"lost\":0,");
    }
}
