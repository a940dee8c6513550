package hookline.system.faults;

import static org.awaitility.Awaitility.await;

import hookline.embedded.RedisBinary;
import hookline.settings.Environment;
import hookline.settings.RedisSettings;
import hookline.streams.Redis;
import hookline.streams.TestRedis;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A server with a replica, and three sentinels that decide which of the two takes writes. */
final class SentinelSite implements Site, AutoCloseable {
    private static final String NAME = "hookline";
    private static final int SENTINELS = 3;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Path folder;
    private final List<Node> servers = new ArrayList<>();
    private final List<Node> sentinels = new ArrayList<>();
    private final Redis redis;

    SentinelSite(Path folder) throws IOException {
        this.folder = folder;
        Node first = Node.start(folder.resolve("first"), 0);
        String primary = "127.0.0.1 " + first.server().port();
        Node second = Node.start(folder.resolve("second"), 0, "replicaof " + primary);
        servers.addAll(List.of(first, second));
        // The server's program is a sentinel when it is called by this name.
        Path program = Files.createSymbolicLink(
                folder.resolve("redis-sentinel"), TestRedis.chosenBinary().program());
        for (int i = 0; i < SENTINELS; i++) {
            sentinels.add(Node.start(
                    new RedisBinary(program, "sentinel"),
                    folder.resolve("sentinel-" + i),
                    "sentinel monitor " + NAME + " " + primary + " 2",
                    "sentinel auth-pass " + NAME + " " + Node.PASSWORD,
                    "sentinel down-after-milliseconds " + NAME + " 2000",
                    "sentinel failover-timeout " + NAME + " 10000"));
        }
        await().atMost(LIMIT).until(second::isReplicaInSync);
        await().atMost(LIMIT).until(() -> sentinels.stream().allMatch(SentinelSite::knowsAll));
        redis = Redis.at(RedisSettings.from(Environment.of(environment())));
    }

    private static boolean knowsAll(Node sentinel) {
        return sentinel.admin().info("sentinel").contains("slaves=1,sentinels=" + SENTINELS);
    }

    @Override
    public Map<String, String> environment() {
        return Map.of(
                "REDIS_SENTINEL_NODES",
                sentinels.stream().map(Node::address).collect(Collectors.joining(",")),
                "REDIS_SENTINEL_MASTER",
                NAME,
                "REDIS_PASSWORD",
                Node.PASSWORD);
    }

    @Override
    public Redis redis() {
        return redis;
    }

    @Override
    public RedisClusterCommands<String, String> admin() {
        return primary().admin();
    }

    @Override
    public int partitions() {
        return 1;
    }

    @Override
    public Path spoolsOf(String host) {
        return folder.resolve("spools-" + host);
    }

    /** Kills the server that takes writes, and returns at once. */
    Node killPrimary() throws IOException {
        Node primary = primary();
        primary.server().kill();
        return primary;
    }

    /** Starts it again, and waits until it follows the one that took its place. */
    void restart(Node killed) throws IOException {
        killed.server().restart();
        await().atMost(LIMIT).ignoreExceptions().until(killed::isReplicaInSync);
    }

    private Node primary() {
        return servers.stream()
                .filter(Node::isPrimary)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No server takes writes"));
    }

    @Override
    public void close() throws IOException {
        redis.close();
        for (Node sentinel : sentinels) {
            sentinel.close();
        }
        for (Node server : servers) {
            server.close();
        }
    }
}
