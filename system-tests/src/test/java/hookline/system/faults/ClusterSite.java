package hookline.system.faults;

import static org.awaitility.Awaitility.await;

import hookline.embedded.EmbeddedRedis;
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
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A cluster of three primaries and a replica of each, and what can happen to one. */
final class ClusterSite implements Site, AutoCloseable {
    private static final int PRIMARIES = 3;

    /** What a cluster has where nobody says otherwise. */
    private static final int PARTITIONS = 16;

    private static final int KEYS_A_STEP = 100;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Path folder;
    private final List<Node> nodes = new ArrayList<>();
    private int primaries = PRIMARIES;
    private final RedisClusterClient client;
    private final StatefulRedisClusterConnection<String, String> connection;
    private final Redis redis;

    ClusterSite(Path folder) throws IOException {
        this.folder = folder;
        for (int i = 0; i < 2 * PRIMARIES; i++) {
            startNode();
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

    private Node startNode() throws IOException {
        Node node = Node.start(
                folder.resolve("node-" + nodes.size()),
                EmbeddedRedis.freeClusterPort(),
                "cluster-enabled yes",
                "cluster-config-file nodes.conf",
                "cluster-node-timeout 2000");
        nodes.add(node);
        return node;
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
        primaries().forEach(node -> node.admin().flushall());
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
                .until(() -> nodes.stream().filter(node -> !node.isPrimary()).count() == nodes.size() - primaries
                        && nodes.stream().filter(node -> !node.isPrimary()).allMatch(Node::isReplicaInSync)
                        && nodes.stream().allMatch(ClusterSite::isServing));
    }

    /** Moves a partition's slot to another primary. */
    void moveSlot(Random random) {
        int slot = SlotHash.getSlot(new Keys(random.nextInt(PARTITIONS)).raw());
        Node from = owner(slot);
        List<Node> others = primaries().filter(node -> node != from).collect(Collectors.toCollection(ArrayList::new));
        Node to = others.get(random.nextInt(others.size()));
        others.remove(to);
        moveSlot(slot, from, to, others);
    }

    /** Starts one, and gives it its share of the slots of each other, as {@code redis-cli --cluster rebalance} does. */
    void addPrimary() throws IOException {
        List<Node> others = primaries().toList();
        Node added = startNode();
        added.admin().clusterMeet("127.0.0.1", nodes.get(0).server().port());
        primaries++;
        await().atMost(LIMIT).until(() -> nodes.stream()
                .allMatch(node ->
                        isServing(node) && node.admin().clusterInfo().contains("cluster_known_nodes:" + nodes.size())));
        for (Node other : others) {
            List<Node> rest = others.stream().filter(node -> node != other).toList();
            List<Integer> slots = slotsOf(other);
            for (int slot : slots.subList(0, slots.size() / primaries)) {
                moveSlot(slot, other, added, rest);
            }
        }
        await().atMost(LIMIT).until(() -> nodes.stream().allMatch(ClusterSite::isServing));
    }

    private List<Integer> slotsOf(Node node) {
        String id = node.admin().clusterMyId();
        return connection.getPartitions().getPartitionByNodeId(id).getSlots();
    }

    private Node owner(int slot) {
        String id = connection.getPartitions().getPartitionBySlot(slot).getNodeId();
        return nodes.stream()
                .filter(node -> node.admin().clusterMyId().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private Stream<Node> primaries() {
        return nodes.stream().filter(Node::isPrimary);
    }

    /** Key by key, as {@code redis-cli --cluster reshard} does. */
    private static void moveSlot(int slot, Node from, Node to, List<Node> others) {
        String ownerId = from.admin().clusterMyId();
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
        others.forEach(node -> node.admin().clusterSetSlotNode(slot, toId));
    }

    private Node any(Random random, boolean primary) {
        List<Node> some = new ArrayList<>(
                nodes.stream().filter(node -> node.isPrimary() == primary).toList());
        Collections.shuffle(some, random);
        return some.get(0);
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
