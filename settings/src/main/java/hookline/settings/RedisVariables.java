package hookline.settings;

import static hookline.settings.Fallback.NONE;
import static hookline.settings.Fallback.absent;
import static hookline.settings.Fallback.text;
import static hookline.settings.SettingType.host;
import static hookline.settings.SettingType.networkInterface;
import static hookline.settings.SettingType.networks;
import static hookline.settings.SettingType.nodes;
import static hookline.settings.SettingType.oneOf;
import static hookline.settings.SettingType.path;
import static hookline.settings.SettingType.trueOrFalse;
import static hookline.settings.SettingType.wholeNumber;
import static hookline.settings.UsedBy.CONNECTED;
import static hookline.settings.UsedBy.CONSOLE;
import static hookline.settings.UsedBy.PROCESSOR;
import static hookline.settings.UsedBy.READERS;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The {@code REDIS_} variables, where Redis is and how to be let in, and those that say which ways may lead there. */
final class RedisVariables {
    static final Setting<String> HOST = Setting.of(
            "REDIS_HOST", host(), NONE, CONNECTED, "The Redis server; with a cluster, one node to start from.");
    static final Setting<Integer> PORT =
            Setting.of("REDIS_PORT", wholeNumber(1, 65535), text("6379"), CONNECTED, "The port at `REDIS_HOST`.");
    static final Setting<String> USERNAME = Setting.of(
            "REDIS_USERNAME", SettingType.text(), NONE, CONNECTED, "The ACL user; Redis's default user where not set.");
    static final Setting<Secret> PASSWORD =
            Setting.secret("REDIS_PASSWORD", CONNECTED, "The password of the ACL user.");

    static final Setting<Boolean> TLS =
            Setting.of("REDIS_TLS", trueOrFalse(), text("false"), CONNECTED, "Whether connections are encrypted.");
    static final Setting<Path> TLS_CA = Setting.of(
            "REDIS_TLS_CA",
            path(),
            NONE,
            CONNECTED,
            "PEM file with the authorities to trust; those of the JDK where not set.");
    static final Setting<Path> TLS_CERT = Setting.of(
            "REDIS_TLS_CERT", path(), NONE, CONNECTED, "PEM file with the client's certificate, for mutual TLS.");
    static final Setting<Path> TLS_KEY = Setting.of(
            "REDIS_TLS_KEY",
            path(),
            NONE,
            CONNECTED,
            "PEM file of that certificate's private key, in PKCS #8, mode 0600.");
    static final Setting<Boolean> TLS_SKIP_VERIFY = Setting.of(
            "REDIS_TLS_SKIP_VERIFY",
            trueOrFalse(),
            text("false"),
            CONNECTED,
            "Accepts any server certificate, and warns at every start.");

    static final Setting<List<Network>> ALLOWED_NETWORKS = Setting.of(
            "HOOKLINE_REDIS_ALLOWED_NETWORKS",
            networks(),
            absent("any"),
            CONNECTED,
            "Where Redis, its nodes and sentinels may be: no other address is connected to, whatever a name resolves to. Not for the Redis that `hookline up` starts itself.");
    static final Setting<String> REQUIRE_INTERFACE = Setting.of(
            "HOOKLINE_REQUIRE_INTERFACE",
            networkInterface(),
            NONE,
            CONNECTED,
            "Connects to Redis only while this interface is up and has an address. Not for the Redis that `hookline up` starts itself.");

    /** Those that, like the {@code REDIS_} variables, are about a Redis that somebody else runs. */
    static final Set<String> NETWORK_RULES = Set.of(ALLOWED_NETWORKS.name(), REQUIRE_INTERFACE.name());

    static final Setting<Boolean> CLUSTER_ENABLED = Setting.of(
            "REDIS_CLUSTER_ENABLED", trueOrFalse(), text("false"), CONNECTED, "Whether Redis runs as a cluster.");
    static final Setting<List<HostAndPort>> CLUSTER_NODES = Setting.of(
            "REDIS_CLUSTER_NODES",
            nodes(6379),
            NONE,
            CONNECTED,
            "Nodes to find the cluster by; `REDIS_HOST` where not set.");
    static final Setting<List<HostAndPort>> SENTINEL_NODES = Setting.of(
            "REDIS_SENTINEL_NODES",
            nodes(26379),
            NONE,
            CONNECTED,
            "Sentinels to ask for the server; `REDIS_HOST` is then not used.");
    static final Setting<String> SENTINEL_MASTER = Setting.of(
            "REDIS_SENTINEL_MASTER",
            SettingType.text(),
            NONE,
            CONNECTED,
            "The name by which the sentinels know the server.");
    static final Setting<ShardedPubsub> SHARDED_PUBSUB = Setting.of(
            "HOOKLINE_SHARDED_PUBSUB",
            oneOf(ShardedPubsub.class),
            text("false"),
            EnumSet.of(PROCESSOR, CONSOLE, READERS),
            "Whether each event is also published, with `SPUBLISH`, on `hooksdata:{p}`, the channel of its partition p: a cluster sends that to the servers of one shard instead of to all. `only` leaves out `hooksdata`, and readers listen there too.");

    static final List<SettingGroup> GROUPS = List.of(
            new SettingGroup("Redis", List.of(HOST, PORT, USERNAME, PASSWORD)),
            new SettingGroup("TLS", List.of(TLS, TLS_CA, TLS_CERT, TLS_KEY, TLS_SKIP_VERIFY)),
            new SettingGroup("Network", List.of(ALLOWED_NETWORKS, REQUIRE_INTERFACE)),
            new SettingGroup(
                    "Cluster and Sentinel",
                    List.of(CLUSTER_ENABLED, CLUSTER_NODES, SENTINEL_NODES, SENTINEL_MASTER, SHARDED_PUBSUB)));

    private RedisVariables() {}
}
