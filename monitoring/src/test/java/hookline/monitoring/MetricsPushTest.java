package hookline.monitoring;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class MetricsPushTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration INTERVAL = Duration.ofMillis(200);

    private final Logger logger = (Logger) LoggerFactory.getLogger(OtlpPush.class);
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger status = new AtomicInteger(200);
    private HttpServer receiver;

    private record Received(String path, String type, String token, String body) {}

    @BeforeEach
    void listen() throws IOException {
        logged.list = new CopyOnWriteArrayList<>();
        logged.start();
        logger.addAppender(logged);
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            try (exchange) {
                // Names stand in protobuf as they are.
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
                received.add(new Received(
                        exchange.getRequestURI().getPath(),
                        exchange.getRequestHeaders().getFirst("Content-Type"),
                        exchange.getRequestHeaders().getFirst("X-Token"),
                        body));
                exchange.sendResponseHeaders(status.get(), -1);
            }
        });
        receiver.start();
    }

    @AfterEach
    void stop() {
        receiver.stop(0);
        logger.detachAppender(logged);
    }

    private Monitoring pushing(AtomicReference<String> token) {
        URI url = URI.create("http://127.0.0.1:" + receiver.getAddress().getPort() + "/v1/metrics");
        return Monitoring.pushing(
                new MetricsPush(url, "hookline-test", "host-1", () -> Map.of("X-Token", token.get())), INTERVAL);
    }

    private List<String> messages() {
        return logged.list.stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.INFO))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    @Test
    void sendsWhatIsShownWithTheHeadersOfThatMoment() throws Exception {
        AtomicReference<String> token = new AtomicReference<>("first");
        try (Monitoring monitoring = pushing(token)) {
            monitoring.registry().counter("hookline.test.events").increment();
            await().atMost(LIMIT)
                    .until(() -> received.stream().anyMatch(push -> push.body().contains("hookline.test.events")));
            Received push = received.get(0);
            assertEquals("/v1/metrics", push.path());
            assertEquals("application/x-protobuf", push.type());
            assertEquals("first", push.token());
            assertTrue(push.body().contains("hookline-test") && push.body().contains("host-1"));
            assertTrue(push.body().contains("jvm.memory.used"));
            token.set("second");
            await().atMost(LIMIT)
                    .until(() -> received.get(received.size() - 1).token().equals("second"));
            try (Monitoring port = monitoring.serve("127.0.0.1", 0, "HOOKLINE_AGENT_PORT", Health.alwaysReady())) {
                assertTrue(port.port() > 0);
                assertEquals(
                        1, monitoring.registry().counter("hookline.test.events").count());
            }
        }
        assertEquals(List.of(), messages());
    }

    @Test
    void sendsOnceMoreAtTheEnd() {
        Monitoring monitoring = Monitoring.pushing(new MetricsPush(
                URI.create("http://127.0.0.1:" + receiver.getAddress().getPort() + "/"), "s", "i", Map::of));
        monitoring.registry().counter("hookline.last.words").increment();
        monitoring.close();
        assertEquals(1, received.size());
        assertTrue(received.get(0).body().contains("hookline.last.words"));
    }

    @Test
    void aReceiverThatRefusesAndHeadersThatCannotBeReadAreToldOnceAndHarmNobody() {
        AtomicReference<String> token = new AtomicReference<>();
        try (Monitoring monitoring = pushing(token)) {
            monitoring.registry().counter("hookline.test.events").increment();
            await().atMost(LIMIT).until(() -> messages().size() == 1);
            assertEquals(List.of(), received);
            status.set(500);
            token.set("private");
            await().atMost(LIMIT).until(() -> received.size() >= 3);
            assertEquals(1, messages().size());
            status.set(200);
            await().atMost(LIMIT).until(() -> messages().size() == 2);
        }
        assertTrue(messages().get(1).endsWith(" again"), messages().get(1));
        assertFalse(messages().toString().contains("private"));
    }
}
