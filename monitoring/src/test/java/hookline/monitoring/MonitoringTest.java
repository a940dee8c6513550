package hookline.monitoring;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MonitoringTest {
    private static final String LOOPBACK = "127.0.0.1";

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private static Monitoring start(Health health) throws IOException {
        return Monitoring.start(LOOPBACK, 0, "HOOKLINE_PROCESSOR_PORT", health);
    }

    private HttpResponse<String> send(Monitoring monitoring, String method, String path) throws Exception {
        URI address = URI.create("http://" + LOOPBACK + ":" + monitoring.port() + path);
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(Duration.ofSeconds(5))
                .method(method, method.equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString("body"))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    private HttpResponse<String> get(Monitoring monitoring, String path) throws Exception {
        return send(monitoring, "GET", path);
    }

    @Test
    void showsTheMetersOfTheProcessAndOfItsJvm() throws Exception {
        try (Monitoring monitoring = start(Health.alwaysReady())) {
            monitoring.registry().counter("hookline.test.events").increment(3);
            HttpResponse<String> metrics = get(monitoring, "/metrics");
            assertEquals(200, metrics.statusCode());
            assertEquals(
                    "text/plain; version=0.0.4; charset=utf-8",
                    metrics.headers().firstValue("Content-Type").orElseThrow());
            for (String line : List.of(
                    "hookline_test_events_total 3.0",
                    "jvm_memory_used_bytes{",
                    "jvm_gc_",
                    "jvm_threads_live_threads ",
                    "process_uptime_seconds ",
                    "process_files_open_files ",
                    "process_cpu_usage ")) {
                assertTrue(metrics.body().contains("\n" + line), line);
            }
        }
    }

    @Test
    void isReadyWhenNothingIsWrong() throws Exception {
        try (Monitoring monitoring = start(Health.alwaysReady())) {
            assertEquals("ok\n", get(monitoring, "/health/live").body());
            HttpResponse<String> ready = get(monitoring, "/health/ready");
            assertEquals(200, ready.statusCode());
            assertEquals("ok\n", ready.body());
        }
    }

    @Test
    void saysInOneLineWhatIsNotReadyAndStaysAlive() throws Exception {
        try (Monitoring monitoring = start(() -> List.of("Redis does not answer", "no\r\nkeyset"))) {
            HttpResponse<String> ready = get(monitoring, "/health/ready");
            assertEquals(503, ready.statusCode());
            assertEquals("Redis does not answer; no keyset\n", ready.body());
            assertEquals(200, get(monitoring, "/health/live").statusCode());
        }
    }

    @Test
    void readinessIsAMetricOfThePortThatIsAsked() throws Exception {
        try (Monitoring all = start(() -> List.of("Redis does not answer"));
                Monitoring ready = all.serve(LOOPBACK, 0, "HOOKLINE_AGENT_PORT", Health.alwaysReady())) {
            assertTrue(get(all, "/metrics").body().endsWith("\nhookline_ready 0\n"));
            assertTrue(get(ready, "/metrics").body().endsWith("\nhookline_ready 1\n"));
        }
    }

    @Test
    void certificatesAreReadAgainOnceAMinuteAndUnreadableOnesCountAsExpired() throws Exception {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T10:00:00Z"));
        AtomicReference<Instant> file = new AtomicReference<>(Instant.ofEpochSecond(7));
        CertificateExpiry expiry = new CertificateExpiry(
                () -> Optional.ofNullable(file.get()).orElseThrow(() -> new IllegalStateException("gone")), now::get);
        assertEquals(7, expiry.epochSeconds());
        file.set(Instant.ofEpochSecond(8));
        now.updateAndGet(time -> time.plusSeconds(59));
        assertEquals(7, expiry.epochSeconds());
        now.updateAndGet(time -> time.plusSeconds(1));
        assertEquals(8, expiry.epochSeconds());
        file.set(null);
        now.updateAndGet(time -> time.plusSeconds(60));
        assertEquals(0, expiry.epochSeconds());
        try (Monitoring monitoring = start(Health.alwaysReady())) {
            monitoring.certificate("redis-ca", () -> Instant.ofEpochSecond(1_800_000_000));
            assertTrue(get(monitoring, "/metrics")
                    .body()
                    .contains("\nhookline_certificate_expiry_seconds{certificate=\"redis-ca\"} 1.8E9\n"));
        }
    }

    @Test
    void aHealthCheckThatFailsIsAProblemToo() throws Exception {
        Health broken = () -> {
            throw new IllegalStateException("private");
        };
        try (Monitoring monitoring = start(broken)) {
            HttpResponse<String> ready = get(monitoring, "/health/ready");
            assertEquals(503, ready.statusCode());
            assertEquals("the health check itself failed: IllegalStateException\n", ready.body());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/metrics/", "/metricsx", "/health", "/health/ready/now"})
    void otherPathsAreNotFound(String path) throws Exception {
        try (Monitoring monitoring = start(Health.alwaysReady())) {
            assertEquals(404, get(monitoring, path).statusCode());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "HEAD"})
    void otherMethodsAreRefused(String method) throws Exception {
        try (Monitoring monitoring = start(Health.alwaysReady())) {
            assertEquals(405, send(monitoring, method, "/metrics").statusCode());
            assertEquals(200, get(monitoring, "/metrics").statusCode());
        }
    }

    @Test
    void aPortInUseIsNamedWithWhatToSet() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            IOException e = assertThrows(
                    IOException.class,
                    () -> Monitoring.start(LOOPBACK, port, "HOOKLINE_AGENT_PORT", Health.alwaysReady()));
            assertTrue(e.getMessage().contains("port " + port + " "), e.getMessage());
            assertTrue(e.getMessage().contains("set HOOKLINE_AGENT_PORT"), e.getMessage());
        }
    }

    @Test
    void processesOfOneJvmShareTheirMetersAndNotTheirHealth() throws Exception {
        try (Monitoring all = Monitoring.none()) {
            assertEquals(0, all.port());
            Monitoring agent = all.serve(LOOPBACK, 0, "HOOKLINE_AGENT_PORT", Health.alwaysReady());
            try (Monitoring processor = all.serve(LOOPBACK, 0, "HOOKLINE_PROCESSOR_PORT", () -> List.of("starting"))) {
                agent.registry().counter("hookline.shared").increment();
                assertEquals(200, get(agent, "/health/ready").statusCode());
                assertEquals(503, get(processor, "/health/ready").statusCode());
                agent.close();
                assertTrue(get(processor, "/metrics").body().contains("hookline_shared_total 1.0"));
            }
        }
    }

    @Test
    void closingFreesThePortAndEndsItsThreads() throws Exception {
        Monitoring monitoring = start(Health.alwaysReady());
        get(monitoring, "/metrics");
        String name = "monitoring-" + monitoring.port();
        assertTrue(running(name));
        monitoring.close();
        assertThrows(ConnectException.class, () -> get(monitoring, "/metrics"));
        await().atMost(Duration.ofSeconds(5)).until(() -> !running(name));
    }

    private static boolean running(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().startsWith(name));
    }
}
