package hookline.system;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.streams.TestRedis;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The shipped configuration and rules in a real Prometheus over a running pipeline, only in quicker time. */
@Tag("full")
class PrometheusTest {
    @RegisterExtension
    static final TestRedis TEST_REDIS = new TestRedis();

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Pattern NAME = Pattern.compile("\"alertname\":\"(\\w+)\"");

    @TempDir
    Path folder;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private int port;

    @BeforeAll
    static void needPrometheus() {
        PrometheusPrograms.orSkip(PrometheusTest.class);
    }

    /** As shipped, but for intervals, where processes listen, and the agent's certificate. */
    private Process prometheus(ScrapedPipeline pipeline) throws IOException {
        String rules = Files.readString(PrometheusPrograms.shipped("alerts.yml"))
                .replaceAll("for: \\d+m", "for: 1s")
                .replaceAll("\\[5m\\]", "[15s]");
        Files.writeString(folder.resolve("alerts.yml"), rules);
        String configuration = Files.readString(PrometheusPrograms.shipped("prometheus.yml"))
                .replace("scrape_interval: 15s", "scrape_interval: 1s")
                .replace("scrape_timeout: 10s", "scrape_timeout: 1s")
                .replace("evaluation_interval: 15s", "evaluation_interval: 1s")
                .replace("127.0.0.1:7720", "127.0.0.1:" + pipeline.agentPort)
                .replace("127.0.0.1:7722", "127.0.0.1:" + pipeline.processorPort)
                .replace("127.0.0.1:7723", "127.0.0.1:" + pipeline.retentionPort)
                .replace("    # scheme: https", "    scheme: https")
                .replace("    # tls_config:", "    tls_config:")
                .replace("    #   ca_file: /etc/hookline/ca.pem", "      ca_file: " + pipeline.authorityFile);
        Path file = Files.writeString(folder.resolve("prometheus.yml"), configuration);
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        return new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + file,
                        "--storage.tsdb.path=" + folder.resolve("tsdb"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("prometheus.log").toFile())
                .start();
    }

    private String ask(String path) throws IOException, InterruptedException {
        return Scrape.text(client, "http://127.0.0.1:" + port + "/api/v1/" + path);
    }

    private String query(String expression) throws IOException, InterruptedException {
        return ask("query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
    }

    private Set<String> firing() throws IOException, InterruptedException {
        return NAME.matcher(query("ALERTS{alertstate=\"firing\"}"))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void theRulesFireOnARunningPipelineAndOnlyThen() throws Exception {
        try (ScrapedPipeline pipeline = new ScrapedPipeline(TEST_REDIS, folder)) {
            Process prometheus = prometheus(pipeline);
            try {
                await().atMost(LIMIT).ignoreExceptions().until(() -> query("count(up == 1)")
                        .contains(",\"4\"]"));
                pipeline.fire("{\"hook_event_name\":\"Stop\",\"session_id\":\"s\"}");
                await().atMost(LIMIT).until(() -> query("claude_hooks_total").contains("\"stop_hook\""));
                // Long enough for a rule that fires on nothing.
                await().atMost(LIMIT).until(() -> query("count_over_time(up{job=\"redis\"}[1m]) > 10")
                        .contains("\"value\""));
                // The first event of a cold process may well have been slow.
                await().atMost(LIMIT).until(() -> firing().isEmpty());
                assertFalse(ask("rules").contains("\"health\":\"err\""), ask("rules"));

                await().atMost(LIMIT).until(() -> {
                    pipeline.late();
                    pipeline.bad();
                    return firing().containsAll(Set.of("HighHookLatency", "HookProcessingErrors", "DeadLetters"));
                });
                assertFalse(firing().contains("RedisConnectionFailure"));
                assertTrue(prometheus.isAlive());

                TEST_REDIS.server().kill();
                await().atMost(LIMIT)
                        .until(() -> firing().containsAll(Set.of("RedisConnectionFailure", "HooklineProcessNotReady")));
                TEST_REDIS.server().restart();
                await().atMost(LIMIT).until(() -> !firing().contains("RedisConnectionFailure"));
            } finally {
                prometheus.destroy();
                assertTrue(prometheus.waitFor(20, TimeUnit.SECONDS));
            }
        }
    }
}
