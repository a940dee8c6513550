package hookline.system;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.schemas.PublishedLine;
import hookline.streams.StopSignal;
import io.lettuce.core.Range;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/** The whole pipeline on a Redis in a container: the published image, or the one that {@code STACK_REDIS_IMAGE} names. */
@Tag("full")
class RedisContainerTest {
    private static final String PASSWORD = UUID.randomUUID().toString();
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final int EVENTS_A_SECOND = 100;

    private static GenericContainer<?> container;
    private static RedisClient client;
    private static int port;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws IOException {
        ContainerEngine.orSkip(RedisContainerTest.class);
        // A container that is started again would get another port than the one it had.
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        String image = Objects.requireNonNullElse(System.getenv("STACK_REDIS_IMAGE"), "redis:8");
        container = new GenericContainer<>(DockerImageName.parse(image))
                .withCommand("redis-server", "--requirepass", PASSWORD, "--appendonly", "yes", "--dir", "/tmp")
                .withExposedPorts(6379);
        container.setPortBindings(List.of(port + ":6379"));
        container.start();
        client = RedisClient.create(RedisURI.builder()
                .withHost(container.getHost())
                .withPort(port)
                .withPassword(PASSWORD.toCharArray())
                .build());
    }

    @AfterAll
    static void stop() {
        if (container != null) {
            client.shutdown();
            container.stop();
        }
    }

    @BeforeEach
    void empty() {
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
            connection.sync().flushall();
        }
    }

    private static Map<String, String> variables() {
        Map<String, String> variables = new HashMap<>();
        variables.put("REDIS_HOST", container.getHost());
        variables.put("REDIS_PORT", "" + port);
        variables.put("REDIS_PASSWORD", PASSWORD);
        return variables;
    }

    private static Set<String> logged() {
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
            Set<String> ids = new HashSet<>();
            connection
                    .sync()
                    .xrange("hookline:log:{0}", Range.unbounded())
                    .forEach(entry -> assertTrue(ids.add(entry.getBody().get("id")), "twice in the log"));
            return ids;
        }
    }

    private static Set<String> ids(List<String> published) throws Exception {
        Set<String> ids = new HashSet<>();
        for (String line : published) {
            assertTrue(ids.add(PublishedLine.parse(line).id()), "published twice");
        }
        return ids;
    }

    @Test
    void everyEventIsStoredAndPublishedOnceAndRemovedByRetention() throws Exception {
        try (RunningPipeline pipeline = new RunningPipeline(variables(), folder)) {
            SteadyLoad load = SteadyLoad.start(folder, EVENTS_A_SECOND);
            await().atMost(LIMIT).until(() -> load.fired() >= 3 * EVENTS_A_SECOND);
            int events = load.end();
            await().atMost(LIMIT).until(() -> pipeline.published.size() >= events);
            assertEquals(events, ids(pipeline.published).size());
            assertEquals(ids(pipeline.published), logged());
        }
        Map<String, String> variables = variables();
        variables.put("HOOKLINE_HOME", folder.toString());
        variables.put("HOOKLINE_RETENTION_DAYS", "0.000001");
        variables.put("HOOKLINE_DEDUPE_WINDOW", "1s");
        variables.put("HOOKLINE_RETENTION_PORT", "0");
        await().atMost(LIMIT).until(() -> {
            try (HooklineProcess retention = HooklineProcess.start(folder, variables, "retention", "--once")) {
                assertEquals(0, retention.exitCode(), retention.errors());
            }
            return logged().isEmpty();
        });
    }

    @Test
    void aContainerThatIsKilledAndStartedAgainLosesNothing() throws Exception {
        String id = container.getContainerId();
        try (RunningPipeline pipeline = new RunningPipeline(variables(), folder)) {
            SteadyLoad load = SteadyLoad.start(folder, EVENTS_A_SECOND);
            await().atMost(LIMIT).until(() -> logged().size() > EVENTS_A_SECOND);
            container.getDockerClient().killContainerCmd(id).exec();
            new StopSignal().awaitAtMost(Duration.ofSeconds(2));
            container.getDockerClient().startContainerCmd(id).exec();
            await().atMost(LIMIT).ignoreExceptions().until(() -> !logged().isEmpty());
            int firedBefore = load.fired();
            await().atMost(LIMIT).until(() -> load.fired() > firedBefore + EVENTS_A_SECOND);
            int events = load.end();
            await().atMost(LIMIT).until(() -> logged().size() >= events);
            assertEquals(events, logged().size());
            assertFalse(pipeline.published.isEmpty());
        }
    }
}
