package hookline.agent;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.monitoring.Monitoring;
import hookline.streams.LayoutMismatchException;
import hookline.streams.StopSignal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AgentMainTest extends AgentOnRedis {
    @Test
    void shipsUntilItIsStopped() throws Exception {
        StopSignal stop = new StopSignal();
        CompletableFuture<Void> run = CompletableFuture.runAsync(() -> run(stop));
        pipeline.put("s", 1);
        pipeline.awaitEvents(1);
        stop.request();
        run.get(20, TimeUnit.SECONDS);
        assertEquals(1, Pipeline.count(pipeline.spool.sent()));
    }

    @Test
    void failsWithWhatEndedIt() {
        REDIS.admin().hset("hookline:meta", Map.of("layout", "99", "partitions", "1"));
        assertThrows(
                LayoutMismatchException.class,
                () -> AgentMain.run(pipeline.settings(), Monitoring.none(), new StopSignal()));
    }

    @Test
    void tellsWhyItIsNotReadyAndWhenItIsAgain() throws Exception {
        pipeline.environment.put("HOOKLINE_AGENT_PORT", Integer.toString(freePort()));
        StopSignal stop = new StopSignal();
        CompletableFuture<Void> run = CompletableFuture.runAsync(() -> run(stop));
        pipeline.put("s", 1);
        pipeline.awaitEvents(1);
        assertEquals(200, readiness().statusCode());
        REDIS.admin().configSet("maxmemory", "1");
        try {
            pipeline.put("s", 2);
            await().until(() -> readiness().statusCode() == 503);
            assertTrue(readiness().body().contains("OOM"), readiness()::body);
            assertTrue(readiness().body().contains("raise its maxmemory"), readiness()::body);
        } finally {
            REDIS.admin().configSet("maxmemory", "0");
        }
        await().until(() -> readiness().statusCode() == 200);
        pipeline.awaitEvents(2);
        stop.request();
        run.get(20, TimeUnit.SECONDS);
    }

    private HttpResponse<String> readiness() throws Exception {
        URI ready =
                URI.create("http://127.0.0.1:" + pipeline.settings().endpoint().port() + "/health/ready");
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(ready)
                                .timeout(Duration.ofSeconds(10))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void run(StopSignal stop) {
        try {
            AgentMain.run(pipeline.settings(), Monitoring.none(), stop);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
