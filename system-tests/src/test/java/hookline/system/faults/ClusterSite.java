package hookline.system.faults;

import static org.awaitility.Awaitility.await;

import hookline.settings.Environment;
import hookline.settings.RedisSettings;
import hookline.streams.Keys;
import hookline.streams.Redis;
import io.lettuce.core.MigrateArgs;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A cluster of three primaries and a replica of each, and what can happen to one. */
final class ClusterSite implements Site, AutoCloseable {
    private static final int PRIMARIES = 3;

    /** What a cluster has where nobody says otherwise. */
    private static final int PARTITIONS = 16;

    /** Behind a node's own port, where it talks to the others. */
    private static final int BUS = 10_000;

    private static final int KEYS_A_STEP = 100;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Path folder;
    private final List<Node> nodes = new ArrayList<>();
    private final RedisClusterClient client;
    private final StatefulRedisClusterConnection<String, String> connection;
    private final Redis redis;

    ClusterSite(Path folder) throws IOException {
        this.folder = folder;
        for (int i = 0; i < 2 * PRIMARIES; i++) {
            nodes.add(Node.start(
                    folder.resolve("node-" + i),
                    freePort(),
                    "cluster-enabled yes",
                    "cluster-config-file nodes.conf",
                    "cluster-node-timeout 2000"));
        }
        form();
        client = RedisClusterClient.create(nodes.stream().map(ClusterSite::uri).toList());
        client.setOptions(ClusterClientOptions.builder()
                .topologyRefreshOptions(ClusterTopologyRefreshOptions.builder()
                        .enablePeriodicRefresh(Duration.ofSeconds(1))
                        .build())
                .build());
        connection = client.connect();
        redis = Redis.at(RedisSettings.from(Environment.of(environment())));
    }

    private static RedisURI uri(Node node) {
        return RedisURI.builder()
                .withHost("127.0.0.1")
                .withPort(node.server().port())
                .withPassword(Node.PASSWORD.toCharArray())
                .withTimeout(Duration.ofSeconds(5))
                .build();
    }

    private void form() {
        Node first = nodes.get(0);
        nodes.stream().skip(1).forEach(node -> node.admin()
                .clusterMeet("127.0.0.1", first.server().port()));
        for (int i = 0; i < PRIMARIES; i++) {
            nodes.get(i)
                    .admin()
                    .clusterAddSlots(IntStream.range(
                                    SlotHash.SLOT_COUNT * i / PRIMARIES, SlotHash.SLOT_COUNT * (i + 1) / PRIMARIES)
                            .toArray());
        }
        await().atMost(LIMIT).until(() -> nodes.stream()
                .allMatch(node -> node.admin().clusterInfo().contains("cluster_known_nodes:" + nodes.size())));
        for (int i = 0; i < PRIMARIES; i++) {
            nodes.get(PRIMARIES + i)
                    .admin()
                    .clusterReplicate(nodes.get(i).admin().clusterMyId());
        }
        await().atMost(LIMIT).until(() -> nodes.stream().allMatch(ClusterSite::isServing));
        await().atMost(LIMIT).until(() -> nodes.stream().skip(PRIMARIES).allMatch(Node::isReplicaInSync));
    }

    private static boolean isServing(Node node) {
        return node.admin().clusterInfo().contains("cluster_state:ok");
    }

    @Override
    public Map<String, String> environment() {
        return Map.of(
                "REDIS_CLUSTER_ENABLED",
                "true",
                "REDIS_CLUSTER_NODES",
                nodes.stream().map(Node::address).collect(Collectors.joining(",")),
                "REDIS_PASSWORD",
                Node.PASSWORD);
    }

    @Override
    public Redis redis() {
        return redis;
    }

    @Override
    public RedisClusterCommands<String, String> admin() {
        return connection.sync();
    }

    @Override
    public int partitions() {
        return PARTITIONS;
    }

    @Override
    public Path spoolsOf(String host) {
        return folder.resolve("spools-" + host);
    }

    @Override
    public void empty() {
        nodes.stream().filter(Node::isPrimary).forEach(node -> node.admin().flushall());
    }

    List<Node> nodes() {
        return List.copyOf(nodes);
    }

    /** Kills one that takes writes, and returns at once. */
    Node killPrimary(Random random) throws IOException {
        Node primary = any(random, true);
        primary.server().kill();
        return primary;
    }

    /** Starts it again, and waits until it follows the one that took its place. */
    void restart(Node killed) throws IOException {
        killed.server().restart();
        awaitReplicas();
    }

    /** Lets a replica take over, with its primary's consent or by force. */
    void failOver(Random random, boolean force) {
        any(random, false).admin().clusterFailover(force);
    }

    /** Waits until each replica has what its primary has. */
    void awaitReplicas() {
        await().atMost(LIMIT)
                .ignoreExceptions()
                .until(() -> nodes.stream().filter(node -> !node.isPrimary()).count() == nodes.size() - PRIMARIES
                        && nodes.stream().filter(node -> !node.isPrimary()).allMatch(Node::isReplicaInSync)
                        && nodes.stream().allMatch(ClusterSite::isServing));
    }

    /** Moves a partition's slot to another primary, key by key, as {@code redis-cli --cluster reshard} does. */
    void moveSlot(Random random) {
        int slot = SlotHash.getSlot(new Keys(random.nextInt(PARTITIONS)).raw());
        String ownerId = connection.getPartitions().getPartitionBySlot(slot).getNodeId();
        Node from = nodes.stream()
                .filter(node -> node.admin().clusterMyId().equals(ownerId))
                .findFirst()
                .orElseThrow();
        List<Node> others = new ArrayList<>(
                nodes.stream().filter(node -> node.isPrimary() && node != from).toList());
        Node to = others.get(random.nextInt(others.size()));
        String toId = to.admin().clusterMyId();
        to.admin().clusterSetSlotImporting(slot, ownerId);
        from.admin().clusterSetSlotMigrating(slot, toId);
        List<String> keys = from.admin().clusterGetKeysInSlot(slot, KEYS_A_STEP);
        while (!keys.isEmpty()) {
            from.admin()
                    .migrate(
                            "127.0.0.1",
                            to.server().port(),
                            0,
                            LIMIT.toMillis(),
                            new MigrateArgs<String>()
                                    .auth(Node.PASSWORD.toCharArray())
                                    .keys(keys));
            keys = from.admin().clusterGetKeysInSlot(slot, KEYS_A_STEP);
        }
        to.admin().clusterSetSlotNode(slot, toId);
        from.admin().clusterSetSlotNode(slot, toId);
        nodes.stream()
                .filter(node -> node != to && node != from && node.isPrimary())
                .forEach(node -> node.admin().clusterSetSlotNode(slot, toId));
    }

    private Node any(Random random, boolean primary) {
        List<Node> some = new ArrayList<>(
                nodes.stream().filter(node -> node.isPrimary() == primary).toList());
        Collections.shuffle(some, random);
        return some.get(0);
    }

    /** One whose bus port is free too, and below what the system gives to clients. */
    private static int freePort() throws IOException {
        for (int port = 20_000; port < 22_000; port++) {
            try (ServerSocket own = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
                    ServerSocket bus = new ServerSocket(port + BUS, 1, InetAddress.getLoopbackAddress())) {
                if (own.isBound() && bus.isBound()) {
                    return port;
                }
            } catch (IOException e) {
                // Somebody has one of the two: the next.
            }
        }
        throw new IOException("No free port for a node of a cluster from 20000 to 22000");
    }

    @Override
    public void close() throws IOException {
        redis.close();
        connection.close();
        client.shutdown();
        for (Node node : nodes) {
            node.close();
        }
    }
}
