package hookline.system.faults;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.schemas.crypto.Keysets;
import hookline.system.HooklineProcess;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a processor shows of a cluster: one node of it, another where that one died. */
@Tag("full")
class ClusterMetricsTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final int DEATHS = 4;

    @TempDir
    Path folder;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private boolean showsANode(int port) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics/redis"))
                .timeout(Duration.ofSeconds(10))
                .build();
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        assertTrue(answer.statusCode() == 200 || answer.statusCode() == 503, answer.body());
        return answer.statusCode() == 200 && answer.body().contains("redis_cluster_enabled 1\n");
    }

    @Test
    void someNodeIsShownWhicheverDies() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        try (ClusterSite site = new ClusterSite(folder.resolve("cluster"))) {
            Map<String, String> environment = new HashMap<>(site.environment());
            environment.put("HOME", folder.toString());
            environment.put("HOOKLINE_HOME", folder.toString());
            environment.put("HOOKLINE_PROCESSOR_PORT", "" + port);
            environment.put("HOOKLINE_SEALING_KEYSET", Keysets.newSealingKeyset());
            environment.put("HOOKLINE_ENCRYPTION_KEYSET", Keysets.newEncryptionKeyset());
            Random random = new Random(1);
            try (HooklineProcess processor = HooklineProcess.start(folder, environment, "processor")) {
                for (int i = 0; i < DEATHS; i++) {
                    await().atMost(LIMIT).ignoreExceptions().until(() -> showsANode(port));
                    Node killed = site.killPrimary(random);
                    await().atMost(LIMIT).until(() -> showsANode(port));
                    site.restart(killed);
                }
                assertTrue(processor.isAlive(), processor.errors());
            }
        }
    }
}
