package hookline.system;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What could not be processed is seen, mended and sent again, by the commands alone. */
@Tag("full")
class DeadLettersCommandTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private Map<String, String> environment(String unknownEvents) {
        Map<String, String> environment = new HashMap<>();
        environment.put("HOME", folder.toString());
        environment.put("HOOKLINE_HOME", folder.resolve("home").toString());
        environment.put("HOOKLINE_AGENT_PORT", "0");
        environment.put("HOOKLINE_PROCESSOR_PORT", "0");
        environment.put("HOOKLINE_CONSOLE_PORT", "0");
        environment.put("HOOKLINE_UNKNOWN_EVENTS", unknownEvents);
        return environment;
    }

    private HooklineProcess up(String unknownEvents) throws Exception {
        HooklineProcess up = HooklineProcess.start(folder, environment(unknownEvents), "up");
        await().atMost(LIMIT).until(() -> up.errors().contains("Hookline is up") || !up.isAlive());
        return up;
    }

    private String run(int exitCode, String... command) throws Exception {
        try (HooklineProcess process = HooklineProcess.start(folder, environment("accept"), command)) {
            assertEquals(exitCode, process.exitCode(), process.errors());
            return exitCode == 0 ? process.output() : process.errors();
        }
    }

    private List<String> letters() throws Exception {
        return run(0, "dead-letters", "list", "--json").lines().toList();
    }

    @Test
    void whatIsMendedIsProcessedUnderItsOwnIdAndTheRestPurged() throws Exception {
        String secret = "hunter2" + "hunter2";
        HookCall hook = HookCall.into(folder.resolve("home"));
        try (HooklineProcess rejecting = up("reject")) {
            assertTrue(rejecting.isAlive());
            assertTrue(run(0, "dead-letters", "list").isEmpty());
            hook.fire("{\"hook_event_name\":\"Later\",\"session_id\":\"s\",\"password\":\"" + secret + "\"}");
            hook.fire("{\"hook_event_name\":\"Stop\"");
            await().atMost(LIMIT).until(() -> letters().size() == 2);
        }
        try (HooklineProcess accepting = up("accept")) {
            assertTrue(accepting.isAlive());
            String later = letters().stream()
                    .filter(letter -> letter.contains("\"reason\":\"HOOK_TYPE_UNKNOWN\""))
                    .findFirst()
                    .orElseThrow();
            String id = later.replaceFirst("^\\{\"id\":\"([^\"]+)\".*", "$1");
            String shown = run(0, "dead-letters", "show", id, "--payload");
            assertTrue(shown.contains("\"hook_event_name\":\"Later\""));
            assertTrue(shown.contains("[REDACTED"));
            assertFalse(shown.contains(secret));
            assertTrue(run(1, "dead-letters", "show", "none").contains("There is no dead letter none"));

            assertTrue(run(0, "dead-letters", "redrive", id, "--json").contains("\"redriven\":1"));
            await().atMost(LIMIT).until(() -> run(0, "tail", "--from", "0", "--no-follow")
                    .contains("{\"id\":\"" + id + "\",\"hook_type\":\"later\""));
            assertEquals(1, letters().size());

            assertTrue(run(0, "dead-letters", "redrive", "--reason", "not-json").startsWith("1 dead"));
            await().atMost(LIMIT).until(() -> letters().size() == 1);
            assertTrue(run(1, "dead-letters", "purge", "--all").contains("add --yes"));
            assertTrue(run(0, "dead-letters", "purge", "--all", "--yes").startsWith("1 dead"));
            assertTrue(letters().isEmpty());
            assertTrue(run(2, "dead-letters", "purge", "--yes").contains("Missing required"));
            String audit = run(0, "audit", "list");
            for (String act : List.of("dead_letter_opened", "dead_letters_redriven", "dead_letters_purged")) {
                assertTrue(audit.contains(act), act);
            }
        }
    }
}
