package hookline.system;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.cli.Hookline;
import hookline.streams.StopSignal;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private Map<String, String> environment(String... further) {
        Map<String, String> environment = new HashMap<>();
        environment.put("HOME", folder.toString());
        environment.put("HOOKLINE_HOME", folder.resolve("home of mine").toString());
        environment.put("HOOKLINE_AGENT_PORT", "0");
        environment.put("HOOKLINE_PROCESSOR_PORT", "0");
        environment.put("HOOKLINE_CONSOLE_PORT", "0");
        for (int i = 0; i < further.length; i += 2) {
            environment.put(further[i], further[i + 1]);
        }
        return environment;
    }

    private HooklineProcess up() throws IOException {
        HooklineProcess up = HooklineProcess.start(folder, environment(), "up");
        await().atMost(LIMIT).until(() -> up.errors().contains("Hookline is up") || !up.isAlive());
        assertTrue(up.isAlive(), up.errors());
        return up;
    }

    private String run(String... command) throws Exception {
        try (HooklineProcess process = HooklineProcess.start(folder, environment(), command)) {
            assertEquals(0, process.exitCode(), process.errors());
            return process.output();
        }
    }

    private List<String> events() throws Exception {
        return run("tail", "--from", "0", "--no-follow", "--decrypt").lines().toList();
    }

    @Test
    void eventsOfHooksAreFoundByTheOtherCommandsAndOutliveAStop() throws Exception {
        Path home = folder.resolve("home of mine");
        HookCall hook = HookCall.into(home);
        try (HooklineProcess up = up()) {
            for (int i = 1; i <= 3; i++) {
                hook.fire(
                        "{\"hook_event_name\":\"Notification\",\"session_id\":\"s\",\"message\":\"number " + i + "\"}");
            }
            await().atMost(LIMIT).until(() -> events().size() == 3);
            List<String> events = new ArrayList<>(events());
            for (int i = 1; i <= 3; i++) {
                String message = "\"message\":\"number " + i + "\"";
                assertEquals(
                        1,
                        events.stream().filter(line -> line.contains(message)).count());
            }
            assertTrue(run("doctor").contains("ok       redis"));
            assertFalse(run("config").contains(Files.readString(home.resolve("redis/password"))));
            assertTrue(metrics(up).contains("claude_hooks_total{hook_type=\"notification\"} 3.0"));
            assertTrue(metrics(up, "/redis").contains("redis_up 1\n"));
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(home)));
            assertEquals(
                    "rw-------",
                    PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(home.resolve("keys/encryption-keyset.json"))));
        }
        assertFalse(Files.exists(home.resolve("up.env")));
        hook.fire("{\"hook_event_name\":\"Notification\",\"session_id\":\"s\",\"message\":\"number 4\"}");
        try (HooklineProcess up = up()) {
            await().atMost(LIMIT).until(() -> events().size() == 4);
            assertTrue(up.isAlive());
            assertTrue(events().get(3).contains("\"sequence\":4"));
        }
    }

    @Test
    void hooksOverHttpArriveLikeThoseOfTheShim() throws Exception {
        List<String> session = demoSession().subList(2, 8);
        HookCall shim = HookCall.into(folder.resolve("home of mine"));
        try (HooklineProcess up = up()) {
            shim.fire(session.get(0));
            await().atMost(LIMIT).until(() -> events().size() == 1);
            Matcher url = Pattern.compile("POST to (http://127\\.0\\.0\\.1:\\d+/hook)\n")
                    .matcher(up.errors());
            assertTrue(url.find(), up.errors());
            // One after the other over a connection that is kept, as Claude Code's `http` hooks come.
            HttpClient claudeCode =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
            for (String event : session.subList(1, session.size())) {
                HttpResponse<String> answer = claudeCode.send(
                        HttpRequest.newBuilder(URI.create(url.group(1)))
                                .timeout(Duration.ofSeconds(10))
                                .header("Content-Type", "application/json")
                                .header("Accept", "application/json, text/plain, */*")
                                .POST(BodyPublishers.ofString(event))
                                .build(),
                        BodyHandlers.ofString());
                assertEquals(204, answer.statusCode());
                assertEquals("", answer.body());
            }
            await().atMost(LIMIT).until(() -> events().size() == session.size());
            List<String> events = new ArrayList<>(events());
            for (int i = 0; i < session.size(); i++) {
                String sequence = "\"sequence\":" + (i + 1) + ",";
                assertEquals(
                        1,
                        events.stream().filter(line -> line.contains(sequence)).count());
            }
            Matcher platform = Pattern.compile("\"platform\":\"[a-z]+\"").matcher(events.get(0));
            assertTrue(platform.find());
            assertTrue(events.stream().allMatch(line -> line.contains(platform.group())));
        }
    }

    private static List<String> demoSession() throws IOException {
        try (InputStream in = Hookline.class.getResourceAsStream("/hookline/cli/demo-session.jsonl")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    @Test
    void retentionEmptiesWhatIsProcessed() throws Exception {
        HookCall hook = HookCall.into(folder.resolve("home of mine"));
        try (HooklineProcess up = up()) {
            hook.fire("{\"hook_event_name\":\"Stop\",\"session_id\":\"s\"}");
            await().atMost(LIMIT).until(() -> events().size() == 1);
            assertTrue(run("retention", "--once").contains("events: 0"));
            new StopSignal().awaitAtMost(Duration.ofMillis(1_500));
            try (HooklineProcess retention = HooklineProcess.start(
                    folder,
                    environment("HOOKLINE_RETENTION_DAYS", "0.000001", "HOOKLINE_DEDUPE_WINDOW", "1s"),
                    "retention",
                    "--once",
                    "--json")) {
                assertEquals(0, retention.exitCode(), retention.errors());
                assertTrue(retention.output().contains("\"events\":1"), retention.output());
            }
            assertEquals(List.of(), events());
            assertTrue(up.isAlive());
        }
    }

    @Test
    void whatCannotWorkIsSaidInOneLineWithWhatToDo() throws Exception {
        assertFails("REDIS_HOST", environment(), "processor");
        assertFails("start it", environment("REDIS_HOST", "127.0.0.1", "REDIS_PORT", "1"), "tail");
        Path file = Files.writeString(folder.resolve("a file"), "");
        assertFails("a file", environment("HOOKLINE_HOME", file.toString()), "up");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            assertFails("set HOOKLINE_AGENT_PORT to a free port", environment("HOOKLINE_AGENT_PORT", port), "up");
        }
        assertFails("HOOKLINE_BATCH_SIZE", environment("HOOKLINE_BATCHSIZE", "1"), "tail");
    }

    @Test
    void aSecondUpOnTheSameHomeSaysThatThereIsOne() throws Exception {
        try (HooklineProcess up = up()) {
            assertFails("already", environment(), "up");
            assertTrue(up.isAlive());
            assertEquals(List.of(), events());
        }
    }

    @Test
    void encryptionThatIsOffIsSaidAtEachStart() throws Exception {
        for (int i = 0; i < 2; i++) {
            try (HooklineProcess up = HooklineProcess.start(folder, environment("HOOKLINE_ENCRYPTION", "off"), "up")) {
                await().atMost(LIMIT).until(() -> up.errors().contains("Hookline is up") || !up.isAlive());
                assertTrue(up.errors().contains("HOOKLINE_ENCRYPTION is off: payloads are published redacted"));
            }
        }
    }

    private void assertFails(String expected, Map<String, String> environment, String command) throws Exception {
        try (HooklineProcess process = HooklineProcess.start(folder, environment, command)) {
            assertEquals(1, process.exitCode());
            String errors = process.errors();
            assertTrue(errors.toLowerCase(Locale.ROOT).contains(expected.toLowerCase(Locale.ROOT)), errors);
            assertFalse(errors.contains("\tat "), errors);
        }
    }

    private static String metrics(HooklineProcess up) throws Exception {
        return metrics(up, "");
    }

    private static String metrics(HooklineProcess up, String further) throws Exception {
        Matcher url = Pattern.compile("(http://\\S+/metrics) \\(processor\\)").matcher(up.errors());
        assertTrue(url.find());
        HttpRequest request = HttpRequest.newBuilder(URI.create(url.group(1) + further))
                .timeout(Duration.ofSeconds(10))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }
}
