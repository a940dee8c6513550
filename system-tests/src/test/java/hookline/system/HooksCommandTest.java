package hookline.system;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import hookline.client.Spool;
import hookline.schemas.HookType;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HooksCommandTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String BEFORE =
            "{\r\n\t\"model\": \"é\",\r\n\t\"hooks\": {\"Stop\": [{\"hooks\": [{\"type\": \"command\", \"command\": \"true\"}]}]}}";

    @TempDir
    Path folder;

    private Path home;
    private Path settings;

    @BeforeEach
    void folders() throws IOException {
        home = folder.resolve("it's a home; $HOME `x` \"y\" & more");
        settings = folder.resolve("user/.claude/settings.json");
        Files.createDirectories(settings.getParent());
        Files.createDirectories(folder.resolve("programs"));
    }

    private Map<String, String> environment(String... further) {
        Map<String, String> environment = new HashMap<>();
        environment.put("HOME", folder.resolve("user").toString());
        environment.put("CLAUDE_CONFIG_DIR", "");
        environment.put("XDG_CONFIG_HOME", folder.resolve("config").toString());
        environment.put("PATH", folder.resolve("programs") + ":/usr/bin:/bin");
        environment.put("HOOKLINE_HOME", home.toString());
        environment.put("HOOKLINE_AGENT_PORT", "0");
        environment.put("HOOKLINE_PROCESSOR_PORT", "0");
        environment.put("HOOKLINE_CONSOLE_PORT", "0");
        for (int i = 0; i < further.length; i += 2) {
            environment.put(further[i], further[i + 1]);
        }
        return environment;
    }

    /** What a command says, with its exit code in front. */
    private String hookline(Map<String, String> environment, String... arguments) throws Exception {
        try (HooklineProcess process = HooklineProcess.start(folder, environment, arguments)) {
            int code = process.exitCode();
            return code + "\n" + process.output() + process.errors();
        }
    }

    private void succeeds(String... arguments) throws Exception {
        String said = hookline(environment(), arguments);
        assertTrue(said.startsWith("0\n"), said);
    }

    private void program(String name, String script) throws IOException {
        Path file = Files.writeString(folder.resolve("programs").resolve(name), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    /** Our command for each event, as Claude Code would find it. */
    private Map<String, String> commands() throws IOException {
        Map<String, String> commands = new LinkedHashMap<>();
        try (JsonParser json = new JsonFactory().createParser(Files.readString(settings))) {
            while (json.nextToken() != null) {
                if (json.currentToken() == JsonToken.VALUE_STRING
                        && json.currentName().equals("command")
                        && json.getText().contains("hookline-hook")) {
                    // The handler in its array, in its group, in the event's array.
                    String event = json.getParsingContext()
                            .getParent()
                            .getParent()
                            .getParent()
                            .getParent()
                            .getCurrentName();
                    commands.put(event, json.getText());
                }
            }
        }
        return commands;
    }

    /** Runs a command as Claude Code does, in an environment that knows nothing of Hookline. */
    private void fire(String event, String command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("HOME", "/nonexistent");
        Process hook = builder.start();
        try (OutputStream stdin = hook.getOutputStream()) {
            stdin.write(
                    ("{\"hook_event_name\":\"" + event + "\",\"session_id\":\"s\"}").getBytes(StandardCharsets.UTF_8));
        } catch (IOException nobodyReads) {
            assertEquals("Broken pipe", nobodyReads.getMessage());
        }
        assertEquals("", new String(hook.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        assertTrue(hook.waitFor(20, TimeUnit.SECONDS));
        assertEquals(0, hook.exitValue(), event);
    }

    private List<Path> spooled() throws IOException {
        try (Stream<Path> files = Files.list(Spool.at(home).fresh())) {
            return files.toList();
        }
    }

    @Test
    void withoutASettingTheHomeIsWhereTheShimLooksForIt() throws Exception {
        Map<String, String> environment = environment();
        environment.remove("HOOKLINE_HOME");
        String said = hookline(environment, "hooks", "install", "--no-service", "--claude-version", "2.1.240");
        assertTrue(said.startsWith("0\n"), said);
        assertTrue(Files.exists(folder.resolve("user/.hookline/bin/hookline-hook")), said);
    }

    @Test
    void installedHooksRecordAndAreGoneWithoutATrace() throws Exception {
        Files.writeString(settings, BEFORE);
        succeeds("hooks", "install", "--no-service", "--claude-version", "2.1.240");
        Map<String, String> commands = commands();
        assertEquals(
                Set.of("WorktreeCreate", "WorktreeRemove", "MessageDisplay"),
                HookType.eventNames().stream()
                        .filter(event -> !commands.containsKey(event))
                        .collect(Collectors.toSet()));
        assertEquals(30, commands.size());
        for (Map.Entry<String, String> each : commands.entrySet()) {
            fire(each.getKey(), each.getValue());
        }
        assertEquals(30, spooled().size());
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(home)));

        Files.delete(home.resolve("bin/hookline-hook"));
        fire("Stop", commands.get("Stop"));
        assertTrue(hookline(environment(), "hooks", "status").startsWith("1\n"));
        assertEquals(30, spooled().size());

        succeeds("hooks", "uninstall", "--no-service");
        assertEquals(BEFORE, Files.readString(settings));
    }

    @Test
    void theLimitOfTheUsersSettingsHoldsInTheHooks() throws Exception {
        String said = hookline(environment("HOOKLINE_MAX_PAYLOAD_SIZE", "1024"), "hooks", "install", "--no-service");
        assertTrue(said.startsWith("0\n"), said);
        fire("x".repeat(4000), commands().get("Stop"));
        assertTrue(Files.size(spooled().get(0)) < 2000);
    }

    @Test
    void theVersionOfClaudeCodeDecidesWhatIsInstalled() throws Exception {
        program("claude", "echo '2.1.100 (Claude Code)'");
        String said = hookline(environment(), "hooks", "install", "--no-service");
        assertTrue(said.contains("is 2.1.100") && said.contains("PostToolUseFailure"), said);
        assertEquals(9, commands().size());
        program("claude", "echo '2.1.101 (Claude Code)'");
        said = hookline(environment(), "hooks", "install", "--no-service");
        assertFalse(said.contains("left out"), said);
        assertEquals(30, commands().size());
    }

    @Test
    void wrongUsageAndWrongFilesAreTold() throws Exception {
        for (String event : List.of("PreTolUse", "WorktreeCreate")) {
            assertTrue(hookline(environment(), "hooks", "install", "--events", event)
                    .startsWith("2\n"));
        }
        assertTrue(hookline(environment(), "hooks", "install", "--http", "--claude-version", "2.1.240")
                .contains("HOOKLINE_AGENT_PORT is 0"));
        Files.writeString(settings, "{\"hooks\":{},}");
        String said = hookline(environment(), "hooks", "install", "--no-service");
        assertTrue(said.startsWith("1\n") && said.contains("not valid JSON"), said);
        assertEquals("{\"hooks\":{},}", Files.readString(settings));
    }

    @Test
    void statusFailsOnceEventsWaitTooLong() throws Exception {
        succeeds("hooks", "install", "--no-service", "--claude-version", "2.1.240");
        fire("Stop", commands().get("Stop"));
        String said = hookline(environment(), "hooks", "status");
        assertTrue(said.startsWith("0\n") && said.contains("30 commands") && said.contains("none runs"), said);
        Files.setLastModifiedTime(spooled().get(0), FileTime.from(Instant.now().minus(Duration.ofMinutes(6))));
        said = hookline(environment(), "hooks", "status", "--json");
        assertTrue(said.startsWith("1\n") && said.contains("{\"check\":\"spool\",\"ok\":false"), said);
    }

    @Test
    void aServiceIsInstalledAndSaysWhatItDoesNotSee() throws Exception {
        program("systemctl", "echo \"$*\" >>'" + folder.resolve("calls") + "'");
        String said = hookline(
                environment(
                        "JAVA_TOOL_OPTIONS",
                        "-Dhookline.launcher=" + folder.resolve("hookline"),
                        "HOOKLINE_LOG_LEVEL",
                        "debug"),
                "hooks",
                "install",
                "--cpu-affinity",
                "0");
        assertTrue(said.startsWith("0\n") && said.contains("only this shell sets: "), said);
        assertTrue(said.contains("HOOKLINE_LOG_LEVEL") && !said.contains("debug"), said);
        Path unit = folder.resolve("config/systemd/user/hookline.service");
        assertTrue(Files.readString(unit).contains("CPUAffinity=0\n"));
        assertTrue(Files.readString(folder.resolve("calls")).contains("enable --now"));
        succeeds("hooks", "uninstall");
        assertFalse(Files.exists(unit));
        assertFalse(Files.exists(settings));
    }

    @Test
    void upInstallsHooksThatReachRedis() throws Exception {
        Files.writeString(settings, BEFORE);
        try (HooklineProcess up = HooklineProcess.start(folder, environment(), "up", "--install-hooks")) {
            await().atMost(LIMIT).until(() -> up.errors().contains("Hookline is up") || !up.isAlive());
            assertTrue(up.isAlive(), up.errors());
            fire("Stop", commands().get("Stop"));
            await().atMost(LIMIT).until(() -> hookline(environment(), "tail", "--from", "0", "--no-follow")
                    .contains("\"hook_type\":\"stop_hook\""));
            assertTrue(hookline(environment(), "hooks", "status").contains("ok       agent: runs on"));
            assertTrue(up.isAlive());
        }
    }
}
