package hookline.system;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.streams.TestCertificate;
import hookline.streams.TestRedis;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Agent, processor and retention as processes, ready to be scraped; the agent over TLS. */
final class ScrapedPipeline implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final TestRedis redis;
    private final List<HooklineProcess> processes = new ArrayList<>();
    private final HookCall hook;
    private final HttpClient client;
    final Path authorityFile;
    final int agentPort = freePort();
    final int processorPort = freePort();
    final int retentionPort = freePort();

    /** Starts them and waits until all are ready. */
    ScrapedPipeline(TestRedis redis, Path home) throws Exception {
        this.redis = redis;
        TestCertificate authority = TestCertificate.authority("Scrape test");
        authorityFile = Files.writeString(home.resolve("ca.pem"), authority.certificatePem());
        Path certificate = home.resolve("agent.pem");
        Path key = home.resolve("agent-key.pem");
        authority.sign("localhost", "127.0.0.1").write(certificate, key);
        client = HttpClient.newBuilder()
                .sslContext(authority.trusting())
                .connectTimeout(Duration.ofSeconds(5))
                .build();
        PipelineProcesses starts = new PipelineProcesses(redis, home);
        Map<String, String> all = new HashMap<>();
        all.put("HOOKLINE_AGENT_PORT", "" + agentPort);
        all.put("HOOKLINE_PROCESSOR_PORT", "" + processorPort);
        all.put("HOOKLINE_RETENTION_PORT", "" + retentionPort);
        all.put("HOOKLINE_AGENT_TLS_CERT", certificate.toString());
        all.put("HOOKLINE_AGENT_TLS_KEY", key.toString());
        processes.add(starts.start("agent", all));
        processes.add(starts.start("processor", all));
        processes.add(starts.run(all, "retention", "--every=1h"));
        hook = HookCall.into(home);
        awaitText(agent() + "/health/ready", "ok");
        awaitText(processor() + "/health/ready", "ok");
        awaitText(retention() + "/metrics", "hookline_retention_removed_total");
    }

    private static int freePort() {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitText(String address, String expected) {
        await().atMost(LIMIT).ignoreExceptions().untilAsserted(() -> {
            for (HooklineProcess process : processes) {
                assertTrue(process.isAlive(), process.errors());
            }
            assertTrue(Scrape.text(client, address).contains(expected));
        });
    }

    String agent() {
        return "https://127.0.0.1:" + agentPort;
    }

    String processor() {
        return "http://127.0.0.1:" + processorPort;
    }

    String retention() {
        return "http://127.0.0.1:" + retentionPort;
    }

    /** An event of a hook. */
    void fire(String event) throws Exception {
        hook.fire(event);
    }

    /** An event that fired an hour ago, as after a long outage. */
    void late() {
        String fired = Instant.now().minus(Duration.ofHours(1)).toString();
        redis.admin()
                .xadd(
                        "hookline:raw:{0}",
                        Map.of(
                                "payload",
                                "{\"hook_event_name\":\"Stop\",\"session_id\":\"late\"}",
                                "timestamp",
                                fired));
    }

    /** An event that becomes a dead letter. */
    void bad() {
        redis.admin().xadd("hookline:raw:{0}", Map.of("payload", "no JSON"));
    }

    Scrape scrape() throws Exception {
        return Scrape.of(
                client,
                agent() + "/metrics",
                processor() + "/metrics",
                retention() + "/metrics",
                processor() + "/metrics/redis");
    }

    @Override
    public void close() throws IOException {
        IOException failure = null;
        for (HooklineProcess process : processes) {
            try {
                process.close();
            } catch (IOException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
