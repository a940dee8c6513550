package hookline.system;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import hookline.streams.TestRedis;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Metrics that processes send themselves, to a receiver that takes whatever comes. */
@Tag("full")
class OtlpTest {
    @RegisterExtension
    static final TestRedis TEST_REDIS = new TestRedis();

    private static final Duration LIMIT = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private final List<String> received = new CopyOnWriteArrayList<>();
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();

    private boolean came(String service, String metric) {
        return received.stream().anyMatch(push -> push.contains(service) && push.contains(metric));
    }

    @Test
    void eachServiceSendsItsMetersWhenItEnds() throws Exception {
        HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/v1/metrics", exchange -> {
            try (exchange) {
                tokens.add(exchange.getRequestHeaders().getFirst("X-Token"));
                received.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
                exchange.sendResponseHeaders(200, -1);
            }
        });
        receiver.start();
        try {
            Map<String, String> push = Map.of(
                    "HOOKLINE_OTLP_URL",
                    "http://127.0.0.1:" + receiver.getAddress().getPort() + "/v1/metrics",
                    "HOOKLINE_OTLP_HEADERS",
                    "X-Token=of-a-test",
                    "HOOKLINE_RETENTION_PORT",
                    "0");
            PipelineProcesses processes = new PipelineProcesses(TEST_REDIS, folder);
            try (HooklineProcess agent = processes.start("agent", push);
                    HooklineProcess processor = processes.start("processor", push);
                    HooklineProcess retention = processes.run(push, "retention", "--every=1h")) {
                HookCall.into(folder).fire("{\"hook_event_name\":\"Stop\",\"session_id\":\"private-session\"}");
                await().atMost(LIMIT).until(() -> TEST_REDIS.admin().xlen("hookline:log:{0}") == 1);
                await().atMost(LIMIT).until(() -> retention.errors().contains("Serving metrics"));
                assertTrue(agent.isAlive() && processor.isAlive());
            }
            assertTrue(came("hookline-agent", "hookline.agent.sent"));
            assertTrue(came("hookline-processor", "claude.hook.duration"));
            assertTrue(came("hookline-retention", "hookline.retention.removed"));
            assertEquals(Set.of("of-a-test"), tokens);
            assertTrue(received.stream().noneMatch(text -> text.contains("private-session")));
        } finally {
            receiver.stop(0);
        }
    }
}
