package hookline.system;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.streams.StopSignal;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A session of 1,000 events, each with a secret of every kind, through the shim, with everything logged; afterwards no
 * piece of any of them is anywhere behind the producer.
 */
@Tag("full")
class PlantedSecretsTest {
    private static final int EVENTS = 1_000;

    /** So many different ones of each kind. */
    private static final int SETS = 50;

    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    private final Random random = new Random(20261122);
    private final TraceSearch search = new TraceSearch();
    private final Set<String> commandLines = ConcurrentHashMap.newKeySet();

    @Test
    void noneOfThemIsInAnyPlaceThatAnEventPasses() throws Exception {
        List<List<PlantedSecret>> sets = Stream.generate(() -> PlantedSecret.ofEachKind(random))
                .limit(SETS)
                .toList();
        sets.forEach(set -> set.forEach(search::add));
        Path home = folder.resolve("home");
        HookCall hook = HookCall.into(home);
        StopSignal stop = new StopSignal();
        Thread watch = new Thread(() -> watchCommandLines(stop), "command lines");
        try (HooklineProcess up = HooklineProcess.start(folder, environment(), "up")) {
            await().atMost(LIMIT).until(() -> up.errors().contains("Hookline is up") || !up.isAlive());
            int port = port(home);
            String password = Files.readString(home.resolve("redis/password"));
            try (RedisEavesdropper monitor = RedisEavesdropper.start(port, password, "MONITOR");
                    RedisEavesdropper channel = RedisEavesdropper.start(port, password, "SUBSCRIBE hooksdata")) {
                redis(port, password, "CONFIG SET slowlog-log-slower-than 0 rdbcompression no");
                watch.start();
                for (int i = 0; i < EVENTS; i++) {
                    hook.fire(event(i, sets.get(i % SETS)));
                }
                await().atMost(LIMIT).until(() -> published(channel) == EVENTS * 9 / 10);
                await().atMost(LIMIT).until(() -> isEmpty(home.resolve("spool/sent")));
                search.text("MONITOR", monitor.heard());
                search.text("the channel", channel.heard());
            }
            search.text("SLOWLOG", redis(port, password, "SLOWLOG GET 1000"));
            search.text("the metrics", metrics(up));
            redis(port, password, "SAVE");
            String opened = run("tail", "--from", "0", "--no-follow", "--decrypt");
            assertEquals(EVENTS * 9 / 10, opened.lines().count());
            search.text("the decrypted events", opened);
            assertTrue(up.isAlive(), up.errors());
        } finally {
            stop.request();
            watch.join(LIMIT.toMillis());
        }
        search.text("the command lines", String.join("\n", commandLines));
        search.files(folder);

        assertEquals(Set.of(), search.found());
        assertTrue(search.characters() > 10_000_000, () -> search.characters() + " characters");
        assertTrue(commandLines.stream().anyMatch(line -> line.contains("hookline-hook")), commandLines::toString);
        assertTrue(Files.exists(home.resolve("redis/dump.rdb")));
    }

    @Test
    void theSearchFindsAnyPieceInAnyOfItsForms() {
        for (PlantedSecret secret : PlantedSecret.ofEachKind(random)) {
            for (String trace : secret.traces()) {
                TraceSearch one = new TraceSearch();
                one.add(secret);
                one.text("here", "before " + trace + " after");
                assertEquals(Set.of(secret.kind() + " in here"), one.found());
            }
        }
    }

    /** Every tenth is no event, and becomes a dead letter. */
    private static String event(int number, List<PlantedSecret> secrets) {
        String members = secrets.stream().map(PlantedSecret::member).collect(Collectors.joining(","));
        String event = "{\"session_id\":\"s" + number % 7
                + "\",\"hook_event_name\":\"PostToolUse\",\"tool_name\":\"Bash\","
                + "\"tool_use_id\":\"t\",\"tool_response\":\"number " + number + "\",\"tool_input\":{" + members + "}}";
        return number % 10 == 9 ? event + " and more" : event;
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("HOME", folder.toString());
        environment.put("HOOKLINE_HOME", folder.resolve("home").toString());
        environment.put("HOOKLINE_AGENT_PORT", "0");
        environment.put("HOOKLINE_PROCESSOR_PORT", "0");
        environment.put("HOOKLINE_CONSOLE_PORT", "0");
        environment.put("HOOKLINE_LOG_LEVEL", "trace");
        environment.put("HOOKLINE_RESEND_WINDOW", "1s");
        environment.put("JDK_JAVA_OPTIONS", "-Djava.io.tmpdir=" + folder);
        return environment;
    }

    private String run(String... command) throws Exception {
        try (HooklineProcess process = HooklineProcess.start(folder, environment(), command)) {
            assertEquals(0, process.exitCode(), process.errors());
            return process.output();
        }
    }

    private void watchCommandLines(StopSignal stop) {
        while (!stop.isRequested()) {
            ProcessHandle.allProcesses().forEach(process -> commandLine(process.pid()));
            stop.awaitAtMost(Duration.ofMillis(2));
        }
    }

    private void commandLine(long pid) {
        try {
            commandLines.add(
                    Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"), StandardCharsets.ISO_8859_1));
        } catch (NoSuchFileException e) {
            // It ended in between.
        } catch (IOException e) {
            commandLines.add("unreadable: " + e.getClass().getSimpleName());
        }
    }

    private static int port(Path home) throws IOException {
        Matcher port = Pattern.compile("REDIS_PORT=\"?(\\d+)").matcher(Files.readString(home.resolve("up.env")));
        assertTrue(port.find());
        return Integer.parseInt(port.group(1));
    }

    private static long published(RedisEavesdropper channel) {
        return Pattern.compile("\"hook_type\":")
                .matcher(channel.heard())
                .results()
                .count();
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.noneMatch(Files::isRegularFile);
        }
    }

    private static String redis(int port, String password, String command) throws IOException {
        try (RedisEavesdropper reply = RedisEavesdropper.start(port, password, command + "\r\nPING")) {
            await().atMost(LIMIT).until(() -> reply.heard().endsWith("+PONG\r\n"));
            return reply.heard();
        }
    }

    private static String metrics(HooklineProcess up) throws Exception {
        Matcher urls = Pattern.compile("(http://\\S+/metrics) ").matcher(up.errors());
        StringBuilder all = new StringBuilder();
        while (urls.find()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(urls.group(1)))
                    .timeout(Duration.ofSeconds(10))
                    .build();
            all.append(HttpClient.newHttpClient()
                    .send(request, BodyHandlers.ofString())
                    .body());
        }
        assertTrue(all.indexOf("claude_hooks_total") > 0);
        return all.toString();
    }
}
