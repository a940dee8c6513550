package hookline.agent;

import static hookline.agent.http.Connection.post;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.agent.http.Connection;
import hookline.streams.TestCertificate;
import hookline.streams.TestRedis;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import javax.net.SocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** An agent as users run it, on as little memory, and clients that mean it no good. */
@Tag("full")
class HostileClientsTest {
    private static final String EVENT = "{\"hook_event_name\":\"Stop\",\"session_id\":\"s\"}";
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String[] AS_LAUNCHED = {
        "-Xmx56m", "-XX:ReservedCodeCacheSize=32m", "-Xss512k", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"
    };

    @RegisterExtension
    static final TestRedis REDIS = new TestRedis();

    @TempDir
    Path folder;

    private Pipeline pipeline;
    private AgentProcess agent;
    private SocketFactory sockets = SocketFactory.getDefault();
    private int port;
    private int sent;

    @BeforeEach
    void open() throws Exception {
        pipeline = new Pipeline(REDIS, Files.createDirectory(folder.resolve("home")));
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        pipeline.environment.put("HOOKLINE_AGENT_PORT", String.valueOf(port));
    }

    private void start(String... arguments) throws IOException {
        String[] all = new String[AS_LAUNCHED.length + arguments.length];
        System.arraycopy(AS_LAUNCHED, 0, all, 0, AS_LAUNCHED.length);
        System.arraycopy(arguments, 0, all, AS_LAUNCHED.length, arguments.length);
        agent = AgentProcess.start(
                pipeline.environment, folder.resolve("output").toFile(), all);
        await().atMost(LIMIT).ignoreExceptions().until(() -> {
            takesAnEvent();
            return true;
        });
    }

    private void takesAnEvent() throws IOException {
        try (Connection client = connect()) {
            assertEquals(204, client.send(post(EVENT)).status());
            sent++;
        }
    }

    private Connection connect() throws IOException {
        return new Connection(sockets.createSocket(InetAddress.getLoopbackAddress(), port));
    }

    @AfterEach
    void stillTakesEventsAndLeftNothingBehind() throws Exception {
        await().atMost(LIMIT).ignoreExceptions().until(() -> {
            takesAnEvent();
            return true;
        });
        assertTrue(agent.runs());
        pipeline.awaitEvents(sent);
        assertEquals(0, Pipeline.count(pipeline.spool.tmp()));
        agent.close();
        pipeline.close();
        String output = Files.readString(folder.resolve("output"));
        assertFalse(output.contains("OutOfMemory"), output);
    }

    @Test
    void slowClientsKeepNobodyWaitingAndAreClosed() throws Exception {
        start("-Dsun.net.httpserver.maxReqTime=6");
        try (SlowClients slow = new SlowClients()) {
            slow.connect(port, 100, "POST /hook HTTP/1.1\r\nX-Slow: ");
            slow.connect(port, 100, "POST /hook HTTP/1.1\r\nContent-Length: 1000\r\n\r\n");
            for (int i = 0; i < 5; i++) {
                assertEquals(0, slow.say("x"));
                takesAnEvent();
            }
            assertEquals(200, slow.open(), "events were taken only once slow clients were gone");
            awaitClosed(slow);
        }
    }

    @Test
    void slowHandshakesKeepNobodyWaitingEither() throws Exception {
        TestCertificate certificate = TestCertificate.selfSigned("EC");
        certificate.write(folder.resolve("chain.pem"), folder.resolve("key.pem"));
        sockets = certificate.trusting().getSocketFactory();
        pipeline.environment.put(
                "HOOKLINE_AGENT_TLS_CERT", folder.resolve("chain.pem").toString());
        pipeline.environment.put(
                "HOOKLINE_AGENT_TLS_KEY", folder.resolve("key.pem").toString());
        start("-Dsun.net.httpserver.maxReqTime=6");
        try (SlowClients slow = new SlowClients()) {
            slow.connect(port, 200, "\u0016\u0003\u0001\u0001\u0000\u0001");
            assertEquals(0, slow.say("x"));
            takesAnEvent();
            assertEquals(200, slow.open(), "events were taken only once slow clients were gone");
            awaitClosed(slow);
        }
    }

    private static void awaitClosed(SlowClients slow) {
        await().atMost(LIMIT).until(() -> {
            return slow.say("x") == 200 && slow.open() == 0;
        });
    }

    @Test
    void aConnectionTooManyIsClosedAndTheOthersLive() throws Exception {
        start();
        try (Connection living = connect();
                SlowClients idle = new SlowClients()) {
            assertEquals(204, living.send(post(EVENT)).status());
            sent++;
            // What was closed before may still count for a moment.
            await().atMost(LIMIT).until(() -> {
                idle.connect(port, 255 - idle.open(), "P");
                return idle.open() == 255;
            });
            try (Connection oneTooMany = connect()) {
                assertEquals(-1, oneTooMany.status());
            } catch (SocketException reset) {
                assertTrue(agent.runs());
            }
            assertEquals(204, living.send(post(EVENT)).status());
            sent++;
        }
    }

    @Test
    void clientsThatNeverListenAreClosed() throws Exception {
        start("-Dsun.net.httpserver.maxRspTime=3");
        try (SlowClients deaf = new SlowClients()) {
            deaf.connect(port, 10, "GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(400));
            takesAnEvent();
            await().atMost(LIMIT).until(() -> deaf.say("GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n") == 10);
        }
    }

    @Test
    void whatIsNotHttpIsRefused() throws Exception {
        start();
        byte[] noise = new byte[5_000];
        new Random(7).nextBytes(noise);
        String[] all = {
            "\r\n\r\n",
            "\u0000".repeat(100) + "\r\n\r\n",
            new String(noise, StandardCharsets.ISO_8859_1),
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            "POST mailto:hook HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}",
            "POST /hook\r\n\r\n",
            "POST /hook HTTP/1.1\r\nContent-Length: -1\r\n\r\n{}",
            "POST /hook HTTP/1.1\r\nContent-Length: x\r\n\r\n{}",
            "POST /hook HTTP/1.1\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
            "POST /hook HTTP/1.1\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}",
            "POST /hook HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n{}",
            "POST /hook HTTP/1.1\r\nX: " + "x".repeat(1 << 20) + "\r\n\r\n",
            "POST /hook HTTP/1.1\r\n" + "X: x\r\n".repeat(100_000) + "\r\n",
            "POST /" + "x".repeat(50 << 20),
        };
        for (String bytes : all) {
            try (Connection client = connect()) {
                int status = client.send(bytes).endOutput().status();
                assertTrue(status == -1 || status >= 400, () -> status + " for " + bytes.substring(0, 4));
            } catch (SocketException refused) {
                assertTrue(agent.runs());
            }
        }
    }

    @Test
    void manyLargeBodiesAtOnceDoNotFillTheMemory() throws Exception {
        start();
        try (SlowClients large = new SlowClients()) {
            large.connect(port, 200, "POST /hook HTTP/1.1\r\nContent-Length: 1000000\r\n\r\n" + "x".repeat(20_000));
            for (int i = 0; i < 40; i++) {
                large.say("x".repeat(24_000));
                takesAnEvent();
            }
        }
    }
}
