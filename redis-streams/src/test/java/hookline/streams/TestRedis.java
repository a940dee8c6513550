package hookline.streams;

import hookline.embedded.EmbeddedRedis;
import hookline.embedded.RedisBinary;
import hookline.settings.Environment;
import hookline.settings.RedisSettings;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real Redis for a test class, empty before each test.
 *
 * <p>A server that does not start fails the class and is never skipped. The system property {@code
 * hookline.redis.server} names another server program than the bundled one.
 */
public final class TestRedis implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {
    /** Of the default user. */
    public static final String PASSWORD = "test";

    private final Path parent;
    private final List<String> configuration;
    private Path folder;
    private EmbeddedRedis server;
    private Redis redis;
    private RedisClient adminClient;
    private StatefulRedisConnection<String, String> adminConnection;

    public TestRedis(String... configuration) {
        this(Path.of(System.getProperty("java.io.tmpdir")), List.of(configuration));
    }

    private TestRedis(Path parent, List<String> configuration) {
        this.parent = parent;
        this.configuration = configuration;
    }

    /** One that keeps its data in a folder that it makes there. */
    public static TestRedis in(Path parent, String... configuration) {
        return new TestRedis(parent, List.of(configuration));
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        folder = Files.createTempDirectory(parent, "hookline-redis-");
        server = EmbeddedRedis.start(chosenBinary(), folder, 0, PASSWORD, configuration);
        redis = Redis.at(settings());
        adminClient = RedisClient.create(RedisURI.builder()
                .withHost("127.0.0.1")
                .withPort(server.port())
                .withPassword(PASSWORD.toCharArray())
                .build());
        adminConnection = adminClient.connect();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        admin().flushall();
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        redis.close();
        adminClient.shutdown();
        server.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Environment variables that lead to it. */
    public Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("REDIS_HOST", "127.0.0.1");
        environment.put("REDIS_PORT", String.valueOf(server.port()));
        environment.put("REDIS_PASSWORD", PASSWORD);
        return environment;
    }

    public RedisSettings settings() {
        return RedisSettings.from(Environment.of(environment()));
    }

    public Redis redis() {
        return redis;
    }

    /** The server itself, to be killed and restarted. */
    public EmbeddedRedis server() {
        return server;
    }

    /** A connection of the test's own, made anew where a killed server has broken it. */
    public RedisCommands<String, String> admin() {
        if (!adminConnection.isOpen()) {
            adminConnection.close();
            adminConnection = adminClient.connect();
        }
        return adminConnection.sync();
    }

    /** The server program that tests are to run with. */
    public static RedisBinary chosenBinary() throws IOException {
        String chosen = System.getProperty("hookline.redis.server", "");
        return chosen.isEmpty()
                ? RedisBinary.bundled(Path.of("target", "redis").toAbsolutePath())
                : new RedisBinary(Path.of(chosen), chosen);
    }
}
