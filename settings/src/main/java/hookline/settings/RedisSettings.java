package hookline.settings;

import static hookline.settings.RedisVariables.CLUSTER_ENABLED;
import static hookline.settings.RedisVariables.CLUSTER_NODES;
import static hookline.settings.RedisVariables.HOST;
import static hookline.settings.RedisVariables.PASSWORD;
import static hookline.settings.RedisVariables.PORT;
import static hookline.settings.RedisVariables.SENTINEL_MASTER;
import static hookline.settings.RedisVariables.SENTINEL_NODES;
import static hookline.settings.RedisVariables.SHARDED_PUBSUB;
import static hookline.settings.RedisVariables.USERNAME;

import java.util.List;
import java.util.Optional;

/**
 * Where Redis is and how to be let in.
 *
 * @param nodes never empty: the server, the sentinels, or the nodes to find the cluster by
 * @param sentinelMaster empty unless the topology is {@link Topology#SENTINEL}
 * @param username empty for Redis's default user
 * @param shardedPubsub on which channels events are announced there
 */
public record RedisSettings(
        Topology topology,
        List<HostAndPort> nodes,
        String sentinelMaster,
        String username,
        Optional<SecretSource> password,
        TlsSettings tls,
        NetworkRules network,
        ShardedPubsub shardedPubsub) {

    public RedisSettings {
        nodes = List.copyOf(nodes);
    }

    public static RedisSettings from(Environment environment) {
        return SettingValues.read(environment, RedisSettings::from);
    }

    /** Whether anything says where it is. */
    static boolean isConfigured(SettingValues values) {
        return values.isSet(HOST) || values.isSet(CLUSTER_NODES) || values.isSet(SENTINEL_NODES);
    }

    static RedisSettings from(SettingValues values) {
        Topology topology = topology(values);
        return new RedisSettings(
                topology,
                nodes(values, topology),
                sentinelMaster(values, topology),
                values.find(USERNAME).orElse(""),
                values.findSecret(PASSWORD),
                TlsSettings.from(values),
                NetworkRules.from(values),
                values.get(SHARDED_PUBSUB));
    }

    private static Topology topology(SettingValues values) {
        boolean cluster = values.get(CLUSTER_ENABLED);
        boolean sentinel = values.isSet(SENTINEL_NODES);
        if (cluster && sentinel) {
            values.problem("REDIS_CLUSTER_ENABLED and REDIS_SENTINEL_NODES exclude each other; keep one");
        }
        if (values.isSet(CLUSTER_NODES) && !values.isSet(CLUSTER_ENABLED)) {
            values.problem("REDIS_CLUSTER_NODES is set, but REDIS_CLUSTER_ENABLED is not; set it to true or false");
        }
        if (sentinel) {
            return Topology.SENTINEL;
        }
        return cluster ? Topology.CLUSTER : Topology.SINGLE;
    }

    private static List<HostAndPort> nodes(SettingValues values, Topology topology) {
        int port = values.get(PORT);
        Optional<List<HostAndPort>> server = values.find(HOST).map(host -> List.of(new HostAndPort(host, port)));
        Optional<List<HostAndPort>> cluster = values.find(CLUSTER_NODES);
        Optional<List<HostAndPort>> sentinels = values.find(SENTINEL_NODES);
        boolean known =
                switch (topology) {
                    case SINGLE -> values.isSet(HOST);
                    case CLUSTER -> values.isSet(HOST) || values.isSet(CLUSTER_NODES);
                    case SENTINEL -> true;
                };
        if (!known) {
            values.problem("REDIS_HOST is not set; set it in the environment or in ~/.claude/redis_config.env"
                    + " (or REDIS_CLUSTER_NODES for a cluster, REDIS_SENTINEL_NODES for sentinels)");
        }
        return switch (topology) {
            case SINGLE -> server.orElse(List.of());
            case CLUSTER -> cluster.or(() -> server).orElse(List.of());
            case SENTINEL -> sentinels.orElse(List.of());
        };
    }

    private static String sentinelMaster(SettingValues values, Topology topology) {
        boolean named = values.isSet(SENTINEL_MASTER);
        if (named != (topology == Topology.SENTINEL)) {
            values.problem("REDIS_SENTINEL_NODES and REDIS_SENTINEL_MASTER belong together; set both or neither");
        }
        return values.find(SENTINEL_MASTER).orElse("");
    }
}
