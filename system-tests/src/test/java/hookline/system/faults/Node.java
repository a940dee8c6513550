package hookline.system.faults;

import hookline.embedded.EmbeddedRedis;
import hookline.embedded.RedisBinary;
import hookline.streams.TestRedis;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One of several Redis servers that belong together, with a connection of the test's own. */
final class Node implements AutoCloseable {
    static final String PASSWORD = "test";

    private final EmbeddedRedis server;
    private final RedisClient client;
    private @Nullable StatefulRedisConnection<String, String> connection;

    private Node(EmbeddedRedis server, RedisClient client) {
        this.server = server;
        this.client = client;
    }

    /**
     * Starts a server that can be a replica.
     *
     * @param port 0 for any
     */
    static Node start(Path folder, int port, String... configuration) throws IOException {
        List<String> all = new ArrayList<>(
                List.of("masterauth " + PASSWORD, "appendonly yes", "save \"\"", "repl-diskless-sync-delay 0"));
        all.addAll(List.of(configuration));
        return of(EmbeddedRedis.start(TestRedis.chosenBinary(), folder, port, PASSWORD, all), PASSWORD);
    }

    /** A server of its own kind, which takes anybody. */
    static Node start(RedisBinary binary, Path folder, String... configuration) throws IOException {
        return of(EmbeddedRedis.start(binary, folder, 0, "", List.of(configuration)), "");
    }

    private static Node of(EmbeddedRedis server, String password) {
        RedisURI.Builder uri =
                RedisURI.builder().withHost("127.0.0.1").withPort(server.port()).withTimeout(Duration.ofSeconds(2));
        if (!password.isEmpty()) {
            uri.withPassword(password.toCharArray());
        }
        return new Node(server, RedisClient.create(uri.build()));
    }

    EmbeddedRedis server() {
        return server;
    }

    /** As others are told it. */
    String address() {
        return "127.0.0.1:" + server.port();
    }

    RedisCommands<String, String> admin() {
        StatefulRedisConnection<String, String> open = connection;
        if (open == null || !open.isOpen()) {
            if (open != null) {
                open.close();
            }
            open = client.connect();
            connection = open;
        }
        return open.sync();
    }

    /** Whether it takes writes; one that does not answer does not. */
    boolean isPrimary() {
        try {
            return admin().info("replication").contains("role:master");
        } catch (RedisException e) {
            return false;
        }
    }

    boolean isReplicaInSync() {
        return admin().info("replication").contains("master_link_status:up");
    }

    @Override
    public void close() throws IOException {
        client.shutdown();
        server.close();
    }
}
