package hookline.console;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.monitoring.Monitoring;
import hookline.settings.ConsoleSettings;
import hookline.settings.Environment;
import hookline.settings.Secret;
import hookline.settings.SecretSource;
import hookline.streams.Layout;
import hookline.streams.RecordedSession;
import hookline.streams.RedisLink;
import hookline.streams.TestRedis;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ConsoleTest {
    @RegisterExtension
    static final TestRedis TEST_REDIS = new TestRedis("appendonly yes");

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int PARTITIONS = 2;
    private static final String TOKEN = "t".repeat(16);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final List<InetAddress> refused = new CopyOnWriteArrayList<>();
    private RedisLink link;

    @BeforeEach
    void connect() {
        link = TEST_REDIS.redis().link();
        Layout.agree(link, PARTITIONS, false);
    }

    @AfterEach
    void disconnect() {
        link.close();
    }

    private Console console(Optional<SecretSource> tokens) throws Exception {
        Map<String, String> environment = new HashMap<>(TEST_REDIS.environment());
        environment.put("HOOKLINE_CONSOLE_PORT", "0");
        ConsoleSettings settings =
                ConsoleSettings.from(Environment.of(environment)).withMetrics(List.of());
        return Console.start(
                settings,
                TEST_REDIS.redis(),
                Optional.empty(),
                tokens,
                Monitoring.none(),
                refused::add,
                InstantSource.system());
    }

    private Console console() throws Exception {
        return console(Optional.empty());
    }

    private Console locked() throws Exception {
        return console(Optional.of(SecretSource.fixed(Secret.of(TOKEN))));
    }

    private HttpResponse<String> get(String address, String... headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address)).timeout(LIMIT);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String address, String form) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(address))
                        .timeout(LIMIT)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.ofString());
    }

    private RecordedSession session(String id) {
        return new RecordedSession(link, PARTITIONS, id, "/work/" + id);
    }

    private static List<String> ids(String session, int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(i -> session + "-" + i).toList();
    }

    private void store(String id, int count) {
        RecordedSession session = session(id);
        for (int i = 0; i < count; i++) {
            session.add("Notification", Instant.now(), "{\"message\":\"" + i + "\"}");
        }
        session.store();
    }

    @Test
    void aTabThatComesBackGetsEveryEventOnceAndInOrder() throws Exception {
        try (Console console = console()) {
            RecordedSession session = session("s");
            List<String> seen = new ArrayList<>();
            String position = "";
            for (int round = 0; round < 4; round++) {
                for (int i = 0; i < 300; i++) {
                    session.add("Notification", Instant.now(), "{}");
                }
                session.store();
                int expected = 300 * (round + 1);
                try (OpenTab tab = round == 0
                        ? OpenTab.at(console.address() + "/api/live?seconds=60")
                        : OpenTab.at(console.address() + "/api/live?seconds=60", "Last-Event-ID", position)) {
                    await().atMost(LIMIT).until(() -> seen.size() + tab.ids.size() >= expected);
                    seen.addAll(tab.ids);
                    position = tab.position();
                }
            }
            assertEquals(ids("s", 1, 1200), seen);
        }
    }

    @Test
    void eventsArriveWhileTheTabIsOpenAndOnlyThoseOfItsSession() throws Exception {
        store("a", 3);
        store("b", 3);
        try (Console console = console();
                OpenTab tab = OpenTab.at(console.address() + "/api/live?session=a")) {
            await().atMost(LIMIT).until(() -> tab.ids.size() == 3);
            session("a").skip().skip().skip().add("Stop", Instant.now(), "{}").store();
            await().atMost(LIMIT).until(() -> tab.ids.size() == 4);
            assertEquals(List.of("a-1", "a-2", "a-3", "a-4"), tab.ids);
        }
    }

    @Test
    void whatIsMissingIsSaid() throws Exception {
        session("s")
                .add("Stop", Instant.now(), "{}")
                .skip()
                .skip()
                .add("Stop", Instant.now(), "{}")
                .store();
        try (Console console = console();
                OpenTab tab = OpenTab.at(console.address() + "/api/live?session=s")) {
            await().atMost(LIMIT)
                    .until(() -> tab.lines.stream().anyMatch(line -> line.contains("\"from\":2,\"to\":3")));
            assertEquals(List.of("s-1", "s-4"), tab.ids);
        }
    }

    @Test
    void anOutageIsSaidAndOvercome() throws Exception {
        store("s", 1);
        try (Console console = console();
                OpenTab tab = OpenTab.at(console.address() + "/api/live?seconds=60")) {
            await().atMost(LIMIT).until(() -> tab.ids.size() == 1);
            TEST_REDIS.server().kill();
            try {
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> tab.lines.contains("event: outage")
                                && get(console.address() + "/health/ready").statusCode() == 503);
            } finally {
                TEST_REDIS.server().restart();
            }
            session("s").skip().add("Stop", Instant.now(), "{}").store();
            await().atMost(Duration.ofSeconds(60)).until(() -> tab.ids.contains("s-2"));
            assertEquals(List.of("s-1", "s-2"), tab.ids);
            await().atMost(LIMIT)
                    .until(() -> get(console.address() + "/health/ready").statusCode() == 200);
        }
    }

    @Test
    void lookupsAnswerWithWhatIsStored() throws Exception {
        store("s", 2);
        try (Console console = console()) {
            String sessions = get(console.address() + "/api/sessions").body();
            assertTrue(
                    sessions.contains("\"session\":\"s\"") && sessions.contains("\"counts\":{\"notification\":2}"),
                    sessions);
            assertTrue(get(console.address() + "/api/sessions/s").body().contains("\"cwd\":\"/work/s\""));
            assertTrue(get(console.address() + "/api/events/s-2").body().contains("\"message\":\"1\""));
            assertEquals(404, get(console.address() + "/api/sessions/none").statusCode());
            assertEquals(404, get(console.address() + "/api/events/none").statusCode());
            await().atMost(LIMIT)
                    .until(() -> get(console.address() + "/api/pipeline").body().contains("\"committed\":2"));
            assertTrue(get(console.address() + "/metrics").body().contains("jvm_memory_used_bytes"));
            assertEquals("ok\n", get(console.address() + "/health/live").body());
        }
    }

    @Test
    void everyFileOfThePageIsThereAndNothingElse() throws Exception {
        try (Console console = console()) {
            String page = get(console.address() + "/").body();
            List<String> files = List.of(
                    "/console.css",
                    "/icon.svg",
                    "/main.js",
                    "/live.js",
                    "/calls.js",
                    "/lanes.js",
                    "/sessions.js",
                    "/session.js",
                    "/events.js",
                    "/pipeline.js",
                    "/words.js",
                    "/charts.js",
                    "/charts.css",
                    "/login");
            for (String file : files) {
                assertEquals(200, get(console.address() + file).statusCode(), file);
            }
            assertTrue(page.contains("/main.js"));
            for (String path : List.of("/hookline/console/web/main.js", "/main.js/", "/api/", "//main.js")) {
                assertEquals(404, get(console.address() + path).statusCode(), path);
            }
            assertEquals(405, post(console.address() + "/api/sessions", "").statusCode());
        }
    }

    @Test
    void noPageMayLoadOrSendAnythingElsewhere() throws Exception {
        try (Console console = console()) {
            for (String path : List.of("/", "/login", "/api/sessions", "/nothing")) {
                HttpResponse<String> answer = get(console.address() + path);
                String policy =
                        answer.headers().firstValue("Content-Security-Policy").orElseThrow();
                assertTrue(policy.startsWith("default-src 'none'; script-src 'self'"), policy);
                assertFalse(policy.contains("unsafe"), policy);
                assertEquals(
                        "nosniff",
                        answer.headers().firstValue("X-Content-Type-Options").orElseThrow());
                assertEquals(
                        "no-store", answer.headers().firstValue("Cache-Control").orElseThrow());
                assertTrue(answer.headers()
                        .firstValue("Access-Control-Allow-Origin")
                        .isEmpty());
            }
        }
    }

    @Test
    void onLoopbackNoOtherNameIsAnswered() throws Exception {
        try (Console console = console()) {
            int port = URI.create(console.address()).getPort();
            assertEquals("HTTP/1.1 421", statusLine(port, "evil.example"));
            assertEquals("HTTP/1.1 421", statusLine(port, "127.0.0.1.evil.example:" + port));
            assertEquals("HTTP/1.1 200", statusLine(port, "localhost:" + port));
            assertEquals("HTTP/1.1 200", statusLine(port, "[::1]:" + port));
        }
    }

    private static String statusLine(int port, String host) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("GET /api/pipeline HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return answer.substring(0, "HTTP/1.1 200".length());
        }
    }

    @Test
    void whereATokenIsAskedForNothingIsShownWithout() throws Exception {
        store("s", 1);
        try (Console console = locked()) {
            for (String path :
                    List.of("/api/sessions", "/api/live", "/api/pipeline", "/api/events/s-1", "/metrics", "/main.js")) {
                assertEquals(401, get(console.address() + path).statusCode(), path);
            }
            HttpResponse<String> page = get(console.address() + "/");
            assertEquals(303, page.statusCode());
            assertEquals(
                    "/login",
                    URI.create(page.headers().firstValue("Location").orElseThrow())
                            .getPath());
            assertEquals(200, get(console.address() + "/health/live").statusCode());
            assertEquals(
                    200,
                    get(console.address() + "/api/sessions", "Authorization", "Bearer " + TOKEN)
                            .statusCode());
        }
    }

    @Test
    void aLoginGivesACookieThatScriptsAndOtherSitesNeverSee() throws Exception {
        try (Console console = locked()) {
            HttpResponse<String> wrong = post(console.address() + "/login", "token=wrong");
            assertEquals(303, wrong.statusCode());
            assertTrue(wrong.headers().firstValue("Set-Cookie").isEmpty());
            assertEquals(1, refused.size());
            HttpResponse<String> right = post(console.address() + "/login", "token=" + TOKEN);
            String cookie = right.headers().firstValue("Set-Cookie").orElseThrow();
            assertTrue(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), cookie);
            String pair = cookie.substring(0, cookie.indexOf(';'));
            assertEquals(
                    200,
                    get(console.address() + "/api/sessions", "Cookie", pair).statusCode());
            post(console.address() + "/logout", "");
        }
    }

    @Test
    void badQuestionsGetAClearAnswer() throws Exception {
        try (Console console = console()) {
            assertEquals(400, get(console.address() + "/api/live?seconds=many").statusCode());
            assertEquals(400, get(console.address() + "/api/live?from=x").statusCode());
            assertEquals(
                    400, get(console.address() + "/api/live?seconds=999999").statusCode());
        }
    }

    @Test
    void aTakenPortIsNamedWithItsSetting() throws Exception {
        try (Console console = console()) {
            Map<String, String> environment = new HashMap<>(TEST_REDIS.environment());
            environment.put(
                    "HOOKLINE_CONSOLE_PORT",
                    String.valueOf(URI.create(console.address()).getPort()));
            ConsoleSettings settings = ConsoleSettings.from(Environment.of(environment));
            IOException e = assertThrows(
                    IOException.class,
                    () -> Console.start(
                            settings,
                            TEST_REDIS.redis(),
                            Optional.empty(),
                            Optional.empty(),
                            Monitoring.none(),
                            refused::add,
                            InstantSource.system()));
            assertTrue(String.valueOf(e.getMessage()).contains("set HOOKLINE_CONSOLE_PORT"), e.getMessage());
        }
    }
}
