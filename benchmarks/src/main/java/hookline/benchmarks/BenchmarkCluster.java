package hookline.benchmarks;

import hookline.embedded.EmbeddedRedis;
import hookline.embedded.RedisBinary;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A cluster of primaries alone, each like a {@link BenchmarkRedis}. */
final class BenchmarkCluster implements MeasuredRedis {
    /** What a cluster has where nobody says otherwise. */
    private static final int PARTITIONS = 16;

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final List<EmbeddedRedis> servers;
    private final RedisClusterClient client;
    private final StatefulRedisClusterConnection<String, byte[]> connection;

    private BenchmarkCluster(
            List<EmbeddedRedis> servers,
            RedisClusterClient client,
            StatefulRedisClusterConnection<String, byte[]> connection) {
        this.servers = servers;
        this.client = client;
        this.connection = connection;
    }

    static BenchmarkCluster start(Workplace place, String name, int primaries) throws Exception {
        List<EmbeddedRedis> servers = new ArrayList<>();
        try {
            for (int i = 0; i < primaries; i++) {
                servers.add(EmbeddedRedis.start(
                        RedisBinary.find(place.programs()),
                        place.resolve(name + "-" + i),
                        EmbeddedRedis.freeClusterPort(),
                        "",
                        List.of(
                                "save \"\"",
                                "appendonly no",
                                "cluster-enabled yes",
                                "cluster-config-file nodes.conf")));
            }
            form(servers);
            RedisClusterClient client = RedisClusterClient.create(
                    RedisURI.create(BenchmarkRedis.HOST, servers.get(0).port()));
            return new BenchmarkCluster(
                    servers, client, client.connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE)));
        } catch (Exception e) {
            close(servers);
            throw e;
        }
    }

    private static void form(List<EmbeddedRedis> servers) throws Exception {
        int count = servers.size();
        for (int i = 0; i < count; i++) {
            int[] slots = IntStream.range(SlotHash.SLOT_COUNT * i / count, SlotHash.SLOT_COUNT * (i + 1) / count)
                    .toArray();
            try (Admin admin = Admin.of(servers.get(i))) {
                admin.commands().clusterAddSlots(slots);
                admin.commands().clusterMeet(BenchmarkRedis.HOST, servers.get(0).port());
            }
        }
        for (EmbeddedRedis server : servers) {
            try (Admin admin = Admin.of(server)) {
                Arrival.await(
                        () -> admin.commands().clusterInfo().contains("cluster_state:ok"),
                        LIMIT,
                        "a cluster that serves");
            }
        }
    }

    /** A connection to one server. */
    private record Admin(RedisClient client, StatefulRedisConnection<String, String> connection)
            implements AutoCloseable {
        static Admin of(EmbeddedRedis server) {
            RedisClient client = RedisClient.create(RedisURI.create(BenchmarkRedis.HOST, server.port()));
            return new Admin(client, client.connect());
        }

        RedisCommands<String, String> commands() {
            return connection.sync();
        }

        @Override
        public void close() {
            client.shutdown(0, 2, TimeUnit.SECONDS);
        }
    }

    @Override
    public Map<String, String> settings() {
        return Map.of(
                "REDIS_CLUSTER_ENABLED",
                "true",
                "REDIS_CLUSTER_NODES",
                servers.stream()
                        .map(server -> BenchmarkRedis.HOST + ":" + server.port())
                        .collect(Collectors.joining(",")));
    }

    @Override
    public CompletionStage<Long> committed() {
        return CommittedEvents.count(connection.async(), PARTITIONS);
    }

    @Override
    public void close() throws IOException {
        connection.close();
        client.shutdown(0, 2, TimeUnit.SECONDS);
        close(servers);
    }

    private static void close(List<EmbeddedRedis> servers) throws IOException {
        for (EmbeddedRedis server : servers) {
            server.close();
        }
    }
}
