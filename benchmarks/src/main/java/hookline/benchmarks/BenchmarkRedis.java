package hookline.benchmarks;

import hookline.embedded.EmbeddedRedis;
import hookline.embedded.RedisBinary;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * A Redis for invented events: loopback only, without a password, keeping nothing on disk, and a connection to it.
 *
 * <p>A plain Lettuce connection, since that is what Hookline is compared with.
 */
final class BenchmarkRedis implements MeasuredRedis {
    static final String HOST = "127.0.0.1";

    private final EmbeddedRedis server;
    private final RedisClient client;
    private final StatefulRedisConnection<String, byte[]> connection;

    private BenchmarkRedis(
            EmbeddedRedis server, RedisClient client, StatefulRedisConnection<String, byte[]> connection) {
        this.server = server;
        this.client = client;
        this.connection = connection;
    }

    static BenchmarkRedis start(Workplace place, String name) throws IOException {
        EmbeddedRedis server = EmbeddedRedis.start(
                RedisBinary.find(place.programs()),
                place.resolve(name),
                0,
                "",
                List.of("save \"\"", "appendonly no", "client-output-buffer-limit pubsub 256mb 64mb 60"));
        RedisClient client = RedisClient.create(RedisURI.create(HOST, server.port()));
        try {
            return new BenchmarkRedis(
                    server, client, client.connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE)));
        } catch (RuntimeException e) {
            close(client, server);
            throw e;
        }
    }

    int port() {
        return server.port();
    }

    @Override
    public Map<String, String> settings() {
        return Map.of("REDIS_HOST", HOST, "REDIS_PORT", Integer.toString(server.port()));
    }

    @Override
    public CompletionStage<Long> committed() {
        return CommittedEvents.count(connection.async(), 1);
    }

    StatefulRedisConnection<String, byte[]> connection() {
        return connection;
    }

    String version() {
        return connection
                .sync()
                .info("server")
                .lines()
                .filter(line -> line.startsWith("redis_version:"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("of an unknown version");
    }

    @Override
    public void close() throws IOException {
        if (connection.isOpen()) {
            connection.close();
        }
        close(client, server);
    }

    /** Where Ctrl-C interrupts the client's end, the server still ends. */
    private static void close(RedisClient client, EmbeddedRedis server) throws IOException {
        try (server) {
            client.shutdown(0, 2, TimeUnit.SECONDS);
        }
    }
}
