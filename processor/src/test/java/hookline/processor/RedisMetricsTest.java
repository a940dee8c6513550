package hookline.processor;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.monitoring.Health;
import hookline.monitoring.HttpPort;
import hookline.monitoring.Monitoring;
import hookline.streams.Redis;
import hookline.streams.ServerReport;
import hookline.streams.TestRedis;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisMetricsTest {
    @RegisterExtension
    static final TestRedis TEST_REDIS = new TestRedis();

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private Redis redis;
    private RedisMetrics metrics;
    private Monitoring registry;
    private Monitoring port;

    @BeforeEach
    void serve() throws IOException {
        redis = Redis.at(TEST_REDIS.settings());
        metrics = new RedisMetrics(redis.link(), Duration.ofSeconds(1));
        registry = Monitoring.none();
        port = registry.serve(
                HttpPort.plain("127.0.0.1", 0, "HOOKLINE_PROCESSOR_PORT", Map.of(RedisMetrics.PATH, metrics)),
                Health.alwaysReady());
    }

    @AfterEach
    void close() {
        port.close();
        registry.close();
        metrics.close();
        redis.close();
    }

    private HttpResponse<String> scrape(String method) throws Exception {
        URI address = URI.create("http://127.0.0.1:" + port.port() + RedisMetrics.PATH);
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(Duration.ofSeconds(20))
                .method(method, BodyPublishers.noBody())
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    @Test
    void showsTheServerAsItIsWhenAsked() throws Exception {
        TEST_REDIS.admin().set("k1", "v");
        assertTrue(scrape("GET").body().contains("\nredis_db_keys{db=\"db0\"} 1\n"));
        TEST_REDIS.admin().set("k2", "v");
        HttpResponse<String> answer = scrape("GET");
        assertEquals(200, answer.statusCode());
        assertEquals(
                "text/plain; version=0.0.4; charset=utf-8",
                answer.headers().firstValue("Content-Type").orElseThrow());
        String text = answer.body();
        for (String expected : List.of(
                "\nredis_up 1\n",
                "\nredis_db_keys{db=\"db0\"} 2\n",
                "\nredis_memory_used_bytes ",
                "\nredis_connected_clients ",
                "\n# TYPE redis_commands_processed_total counter\n",
                "\nredis_evicted_keys_total 0\n",
                "\nredis_rdb_last_bgsave_status 1\n",
                "\nredis_connected_slaves 0\n",
                "role=\"master\"")) {
            assertTrue(text.contains(expected), expected);
        }
        assertFalse(text.contains("redis_master_link_up"), "only replicas have one");
        assertEquals(405, scrape("POST").statusCode());
    }

    @Test
    void says503WhileRedisIsAwayAndRecovers() throws Exception {
        assertEquals(200, scrape("GET").statusCode());
        TEST_REDIS.server().kill();
        await().atMost(LIMIT).untilAsserted(() -> {
            HttpResponse<String> answer = scrape("GET");
            assertEquals(503, answer.statusCode());
            assertTrue(answer.body().startsWith("Redis at 127.0.0.1:"), answer.body());
        });
        TEST_REDIS.server().restart();
        await().atMost(LIMIT).until(() -> scrape("GET").statusCode() == 200);
    }

    @Test
    void aRedisThatHangsKeepsNobodyWaitingAndIsNotAskedAgainMeanwhile() throws Exception {
        assertEquals(200, scrape("GET").statusCode());
        int before = asked();
        TEST_REDIS.admin().clientPause(4_000);
        for (int i = 0; i < 2; i++) {
            HttpResponse<String> answer = scrape("GET");
            assertEquals(503, answer.statusCode());
            assertTrue(answer.body().contains("did not answer within 1 s"), answer.body());
        }
        await().atMost(LIMIT).until(() -> scrape("GET").statusCode() == 200);
        // The test's own question, that of all who waited, and the last.
        assertTrue(asked() - before <= 3, () -> "asked " + asked() + " times, before " + before);
    }

    private static int asked() {
        Matcher calls = Pattern.compile("cmdstat_info:calls=(\\d+),")
                .matcher(TEST_REDIS.admin().info("commandstats"));
        assertTrue(calls.find());
        return Integer.parseInt(calls.group(1));
    }

    @Test
    void leavesOutWhatIsMissingOrStrange() {
        String text = RedisExposition.of(new ServerReport(Map.of(
                "used_memory", "12",
                "maxmemory", "1e400",
                "role", "sla\"ve\n",
                "master_link_status", "down",
                "db0", "expires=1")));
        assertTrue(text.contains("\nredis_memory_used_bytes 12\n"));
        assertTrue(text.contains("role=\"slave\","));
        assertTrue(text.contains("\nredis_master_link_up 0\n"));
        assertFalse(text.contains("redis_memory_max_bytes"));
        assertFalse(text.contains("redis_db_keys"));
        assertFalse(text.contains("redis_connected_clients"));
    }
}
