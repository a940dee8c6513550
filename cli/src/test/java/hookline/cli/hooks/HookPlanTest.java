package hookline.cli.hooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.settings.Endpoint;
import hookline.settings.HookSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HookPlanTest {
    private static final Optional<ClaudeVersion> NEW = Optional.of(new ClaudeVersion(2, 1, 240));
    private static final HookEvents ALL = HookEvents.pick(NEW, List.of());

    private static HookSettings settings(String home, String address, int port, boolean token, boolean tls) {
        return new HookSettings(Path.of(home), 1048576, false, new Endpoint(address, port), token, tls);
    }

    private static HookSettings usual() {
        return settings("/h", "127.0.0.1", 7720, false, false);
    }

    private static String refusal(HookSettings settings, Optional<ClaudeVersion> version) {
        return assertThrows(SettingsRefusedException.class, () -> HookPlan.http(ALL, settings, version))
                .getMessage();
    }

    @Test
    void whatEndsASessionIsWaitedFor() {
        HookPlan.commands(ALL, usual()).handlers().forEach((event, handler) -> {
            boolean waits = List.of("Stop", "StopFailure", "SessionEnd").contains(event);
            assertEquals(waits ? null : true, handler.get("async"), event);
            assertEquals(waits ? 3 : 5, handler.get("timeout"), event);
            assertEquals(waits ? 3 : 4, handler.size(), event);
        });
    }

    @Test
    void httpIsUsedWhereverClaudeCodeTakesIt() {
        HookPlan plan = HookPlan.http(ALL, settings("/h", "127.0.0.1", 7720, true, false), NEW);
        assertEquals("command", plan.handlers().get("SessionStart").get("type"));
        assertEquals("command", plan.handlers().get("Setup").get("type"));
        assertEquals(
                Map.of(
                        "type",
                        "http",
                        "url",
                        "http://127.0.0.1:7720/hook",
                        "timeout",
                        2,
                        "headers",
                        Map.of("Authorization", "Bearer $HOOKLINE_AGENT_TOKEN"),
                        "allowedEnvVars",
                        List.of("HOOKLINE_AGENT_TOKEN")),
                plan.handlers().get("Stop"));
        assertFalse(HookPlan.http(ALL, usual(), NEW).handlers().get("Stop").containsKey("headers"));
    }

    @Test
    void httpThatCouldNotWorkIsRefusedWithWhatToDo() {
        assertTrue(refusal(usual(), Optional.empty()).contains("--claude-version"));
        assertTrue(refusal(usual(), ClaudeVersion.parse("2.1.62")).contains("2.1.63"));
        assertTrue(refusal(settings("/h", "127.0.0.1", 0, false, false), NEW).contains("HOOKLINE_AGENT_PORT"));
        assertTrue(refusal(settings("/h", "10.0.0.1", 7720, false, false), NEW).contains("HOOKLINE_BIND_ADDRESS"));
        assertTrue(refusal(settings("/h", "127.0.0.1", 7720, true, true), NEW).contains("HOOKLINE_AGENT_TLS_CERT"));
    }

    @Test
    void aHomeThatNoCommandCanNameIsRefused() {
        assertThrows(
                SettingsRefusedException.class,
                () -> HookPlan.commands(ALL, settings("/a\nb", "127.0.0.1", 7720, false, false)));
    }

    @Test
    void theShimIsFoundAgainInItsCommand() {
        for (String home : List.of("/h", "/it's a `home` with $HOME; and \"more\"", "/''")) {
            String command = HookCommand.of(settings(home, "127.0.0.1", 7720, false, false));
            assertEquals(Optional.of(Path.of(home, "bin/hookline-hook")), HookCommand.shim(command));
        }
    }
}
