package hookline.agent.http;

import static hookline.agent.http.Connection.chunked;
import static hookline.agent.http.Connection.post;
import static hookline.agent.http.Connection.request;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.client.Spool;
import hookline.client.SpooledHook;
import hookline.monitoring.Health;
import hookline.monitoring.HttpPort;
import hookline.monitoring.Monitoring;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HookEndpointTest {
    private static final String EVENT = "{\"hook_event_name\":\"Stop\",\"session_id\":\"s\"}";
    private static final int MAX = 20_000;

    @TempDir
    Path home;

    private final Monitoring monitoring = Monitoring.none();
    private Spool spool;
    private Monitoring server;
    private Connection client;

    /** Who the server takes its client for. */
    private volatile InetAddress address = InetAddress.getLoopbackAddress();

    @BeforeEach
    void open() throws Exception {
        spool = Spool.at(home);
        spool.createFolders();
        HookEndpoint endpoint = new HookEndpoint(
                spool,
                MAX,
                Optional.empty(),
                10,
                exchange -> {
                    assertTrue(exchange.getRemoteAddress().getAddress().isLoopbackAddress());
                    return InetAddress.class.cast(address);
                },
                unused -> {},
                monitoring.registry(),
                InstantSource.system());
        server = monitoring.serve(
                new HttpPort(Connection.LOOPBACK, 0, "PORT", Optional.empty(), Map.of("/hook", endpoint)),
                Health.alwaysReady());
        client = Connection.to(server.port());
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        assertEquals(204, again(), "takes no events any more");
        assertEquals(0, count(spool.tmp()));
        server.close();
        monitoring.close();
    }

    private int again() throws Exception {
        address = InetAddress.getLoopbackAddress();
        try (Connection another = Connection.to(server.port())) {
            return another.send(post(EVENT)).status();
        }
    }

    private static long count(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    private SpooledHook spooled() throws IOException {
        try (Stream<Path> files = Files.list(spool.fresh())) {
            List<Path> all = files.toList();
            assertEquals(1, all.size());
            return SpooledHook.read(all.get(0), "id", MAX);
        }
    }

    private static String text(ByteBuffer payload) {
        return StandardCharsets.UTF_8.decode(payload).toString();
    }

    private double counted(String outcome) {
        return monitoring
                .registry()
                .get("hookline.ingest.requests")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    @Test
    void aClientThatIsTold204WithoutABodyHasItsEventInTheSpool() throws Exception {
        List<String> head = client.send(post(EVENT)).head();
        assertEquals("HTTP/1.1 204 No Content", head.get(0));
        assertTrue(head.stream().skip(1).allMatch(line -> line.startsWith("Date:")), "more than a date: " + head);
        assertEquals(EVENT, text(spooled().payload()));
        assertTrue(spooled().fromThisHost());
        assertEquals(1, counted("accepted"));
        assertEquals(204, client.send(post(EVENT)).status());
    }

    @Test
    void anEventFromElsewhereSaysSo() throws Exception {
        address = InetAddress.getByName("192.0.2.1");
        assertEquals(204, client.send(post(EVENT)).status());
        assertEquals(EVENT, text(spooled().payload()));
        assertFalse(spooled().fromThisHost());
    }

    @Test
    void anEmptyBodyIsAnEmptyEventAsItIsToTheShim() throws Exception {
        assertEquals(204, client.send(post("")).status());
        assertEquals(0, spooled().payload().remaining());
        assertFalse(spooled().truncated());
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "PUT", "DELETE", "OPTIONS", "post"})
    void onlyPostsAreTaken(String method) throws Exception {
        List<String> head = client.send(request(method, EVENT)).head();
        assertTrue(head.get(0).contains(" 405 "), head::toString);
        assertTrue(head.contains("Allow: POST"), head::toString);
        assertEquals(204, client.send(post(EVENT)).status());
        assertEquals(1, count(spool.fresh()));
        assertEquals(1, counted("invalid"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/hooks", "/hook/", "/hook/x", "/", "//hook"})
    void noOtherPathTakesEvents(String path) throws Exception {
        int status =
                client.send(post(EVENT).replace(" /hook ", " " + path + " ")).status();
        assertTrue(status >= 400, () -> path + ": " + status);
        assertEquals(0, count(spool.fresh()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://example.com", "null", "http://127.0.0.1:7720"})
    void noPageInABrowserCanMakeUpEvents(String origin) throws Exception {
        assertEquals(403, client.send(post(EVENT, "Origin: " + origin)).status());
        assertEquals(0, count(spool.fresh()));
    }

    @Test
    void aBodyUpToTheLimitIsWholeAndALongerOneIsCutOneByteBehindIt() throws Exception {
        assertEquals(204, client.send(post("x".repeat(MAX))).status());
        assertEquals(MAX, spooled().payload().remaining());
        assertFalse(spooled().truncated());
        try (Stream<Path> files = Files.list(spool.fresh())) {
            Files.delete(files.findFirst().orElseThrow());
        }
        assertEquals(204, client.send(post("x".repeat(MAX + 1))).status());
        assertEquals(MAX + 1, spooled().payload().remaining());
        assertTrue(spooled().truncated());
        assertEquals(204, client.send(post(EVENT)).status());
    }

    @Test
    void aBodyWithoutAnEndInSightIsCutAndItsConnectionClosed() throws Exception {
        String piece = "x".repeat(1 << 20);
        client.send("POST /hook HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + 100 * piece.length() + "\r\n\r\n");
        try {
            for (int i = 0; i < 100; i++) {
                client.send(piece);
            }
        } catch (SocketException closedMeanwhile) {
            // As it may be: what the client sends for nothing is bounded too.
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> count(spool.fresh()) == 1);
        assertTrue(spooled().truncated());
        assertEquals(MAX + 1, spooled().payload().remaining());
    }

    @Test
    void aChunkedBodyIsTakenLikeAnyOther() throws Exception {
        assertEquals(
                204,
                client.send(chunked("5\r\n{\"a\":\r\n2\r\n1}\r\n0\r\n\r\n")).status());
        assertEquals("{\"a\":1}", text(spooled().payload()));
        assertEquals(204, client.send(post(EVENT)).status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"zz\r\n{}\r\n0\r\n\r\n", "FFFFFFFF\r\n{}\r\n0\r\n\r\n", "2\r\n{}xx0\r\n\r\n"})
    void aMalformedChunkIsRefusedAndNothingKept(String body) throws Exception {
        assertEquals(400, client.send(chunked(body)).status());
        assertTrue(client.isClosedByServer());
        assertEquals(0, count(spool.fresh()));
        assertEquals(1, counted("invalid"));
    }

    @Test
    void nothingIsKeptOfABodyThatEndsBeforeItsEnd() throws Exception {
        client.send(post(EVENT).replace("Content-Length: ", "Content-Length: 1"))
                .close();
        await().atMost(Duration.ofSeconds(20)).until(() -> counted("invalid") == 1);
        try (Connection another = Connection.to(server.port())) {
            another.send(chunked("5\r\n{\"a\":\r\n"));
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> counted("invalid") == 2);
        assertEquals(0, count(spool.fresh()));
    }

    @Test
    void aClientMayAskFirstWhetherToSendItsBody() throws Exception {
        String request = post(EVENT, "Expect: 100-continue");
        int body = request.length() - EVENT.length();
        assertEquals(100, client.send(request.substring(0, body)).status());
        assertEquals(204, client.send(request.substring(body)).status());
        assertEquals(EVENT, text(spooled().payload()));
    }

    @Test
    void requestsMayFollowEachOtherWithoutWaiting() throws Exception {
        client.send((post(EVENT) + chunked("2\r\n{}\r\n0\r\n\r\n")).repeat(20));
        for (int i = 0; i < 40; i++) {
            assertEquals(204, client.status());
        }
        assertEquals(40, count(spool.fresh()));
    }

    @Test
    void aClientMayEndItsSideBeforeTheAnswer() throws Exception {
        assertEquals(204, client.send(post(EVENT)).endOutput().status());
        assertTrue(client.isClosedByServer());
        assertEquals(1, count(spool.fresh()));
    }

    @Test
    void aFullSpoolDisturbsNoSessionAndLetsOthersComeAgain() throws Exception {
        Files.createFile(spool.full());
        assertEquals(204, client.send(post(EVENT)).status());
        address = InetAddress.getByName("192.0.2.1");
        List<String> head = client.send(post(EVENT)).head();
        assertTrue(head.get(0).contains(" 503 "), head::toString);
        assertTrue(head.contains("Retry-after: 10"), head::toString);
        assertEquals("ff", Files.readString(spool.refused()));
        assertEquals(2, counted("refused"));
        assertEquals(0, count(spool.fresh()));
        Files.delete(spool.full());
    }

    @Test
    void aDiskThatFailsDisturbsNoSessionEither() throws Exception {
        Files.delete(spool.fresh());
        Files.createFile(spool.fresh());
        assertEquals(204, client.send(post(EVENT)).status());
        address = InetAddress.getByName("192.0.2.1");
        assertEquals(503, client.send(post(EVENT)).status());
        assertEquals("dd", Files.readString(spool.refused()));
        Files.delete(spool.fresh());
    }

    @Test
    void clientsBeyondThisHostAreLimitedAndItsOwnAreNot() throws Exception {
        for (int i = 0; i < 200; i++) {
            assertEquals(204, client.send(post(EVENT)).status());
        }
        address = InetAddress.getByName("192.0.2.1");
        List<String> head = client.send(post(EVENT)).head();
        for (int i = 0; i < 1_000 && head.get(0).contains(" 204 "); i++) {
            head = client.send(post(EVENT)).head();
        }
        assertTrue(head.get(0).contains(" 429 "), head::toString);
        assertTrue(head.contains("Retry-after: 1"), head::toString);
        assertEquals(1, counted("limited"));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> client.send(post(EVENT)).status() == 204);
    }

    @Test
    void aBugIsSeenAndNotEchoed() throws Exception {
        address = null;
        List<String> head = client.send(post(EVENT)).head();
        assertTrue(head.get(0).contains(" 500 "), head::toString);
        assertTrue(head.contains("Content-length: 0"), head::toString);
        assertEquals(1, counted("failed"));
    }
}
