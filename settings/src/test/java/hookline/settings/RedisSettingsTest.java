package hookline.settings;

import static hookline.settings.Topology.CLUSTER;
import static hookline.settings.Topology.SENTINEL;
import static hookline.settings.Topology.SINGLE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisSettingsTest {
    private static final TlsSettings NO_TLS =
            new TlsSettings(false, Optional.empty(), Optional.empty(), Optional.empty(), false);
    private static final NetworkRules NO_RULES = new NetworkRules(List.of(), Optional.empty());

    @TempDir
    Path folder;

    @Test
    void needsNothingButAHost() {
        assertEquals(
                new RedisSettings(
                        SINGLE, nodes("redis:6379"), "", "", Optional.empty(), NO_TLS, NO_RULES, ShardedPubsub.FALSE),
                from(Map.of("REDIS_HOST", "redis")));
    }

    @Test
    void mapsEverySetting() throws Exception {
        Path pem = Files.createFile(folder.resolve("pem"));

        RedisSettings redis = from(Map.ofEntries(
                Map.entry("REDIS_HOST", "redis"),
                Map.entry("REDIS_PORT", "7000"),
                Map.entry("REDIS_USERNAME", "hookline"),
                Map.entry("REDIS_PASSWORD", "open sesame"),
                Map.entry("REDIS_TLS", "true"),
                Map.entry("REDIS_TLS_CA", pem.toString()),
                Map.entry("REDIS_TLS_CERT", pem.toString()),
                Map.entry("REDIS_TLS_KEY", pem.toString()),
                Map.entry("REDIS_TLS_SKIP_VERIFY", "true"),
                Map.entry("HOOKLINE_REDIS_ALLOWED_NETWORKS", "10.8.0.0/16, ::1"),
                Map.entry("HOOKLINE_REQUIRE_INTERFACE", "tun0")));

        SecretSource password = new GivenSecret("REDIS_PASSWORD (environment)", Secret.of("open sesame"));
        TlsSettings tls = new TlsSettings(
                true, Optional.of(pem), Optional.of(pem), redis.tls().key(), true);
        NetworkRules rules =
                new NetworkRules(List.of(Network.parse("10.8.0.0/16"), Network.parse("::1/128")), Optional.of("tun0"));
        assertEquals(
                new RedisSettings(
                        SINGLE,
                        nodes("redis:7000"),
                        "",
                        "hookline",
                        Optional.of(password),
                        tls,
                        rules,
                        ShardedPubsub.FALSE),
                redis);
    }

    @Test
    void saysInOneLineWhatToSetWhenThereIsNoHost() {
        assertEquals(
                "REDIS_HOST is not set; set it in the environment or in ~/.claude/redis_config.env"
                        + " (or REDIS_CLUSTER_NODES for a cluster, REDIS_SENTINEL_NODES for sentinels)",
                problem(Map.of()));
        assertTrue(problem(Map.of("REDIS_CLUSTER_ENABLED", "true")).startsWith("REDIS_HOST is not set"));
    }

    @Test
    void findsAClusterByItsNodesOrElseByTheHost() {
        RedisSettings byNodes = from(Map.of(
                "REDIS_CLUSTER_ENABLED", "true", "REDIS_CLUSTER_NODES", "a:1, b,[::1]:3", "REDIS_HOST", "redis"));
        assertEquals(CLUSTER, byNodes.topology());
        assertEquals(List.of(node("a:1"), node("b:6379"), new HostAndPort("::1", 3)), byNodes.nodes());

        RedisSettings byHost = from(Map.of("REDIS_CLUSTER_ENABLED", "true", "REDIS_HOST", "redis", "REDIS_PORT", "7"));
        assertEquals(CLUSTER, byHost.topology());
        assertEquals(nodes("redis:7"), byHost.nodes());
    }

    @Test
    void ignoresClusterNodesWhenTheClusterIsSwitchedOff() {
        RedisSettings redis =
                from(Map.of("REDIS_HOST", "redis", "REDIS_CLUSTER_ENABLED", "false", "REDIS_CLUSTER_NODES", "a:1"));

        assertEquals(SINGLE, redis.topology());
        assertEquals(nodes("redis:6379"), redis.nodes());
    }

    @Test
    void asksWhetherClusterNodesAreMeant() {
        String problem = problem(Map.of("REDIS_HOST", "redis", "REDIS_CLUSTER_NODES", "a:1"));

        assertTrue(problem.contains("REDIS_CLUSTER_ENABLED"), problem);
    }

    @Test
    void asksSentinelsForTheServer() {
        RedisSettings redis = from(Map.of("REDIS_SENTINEL_NODES", "a,b:2", "REDIS_SENTINEL_MASTER", "main"));

        assertEquals(
                new RedisSettings(
                        SENTINEL,
                        nodes("a:26379", "b:2"),
                        "main",
                        "",
                        Optional.empty(),
                        NO_TLS,
                        NO_RULES,
                        ShardedPubsub.FALSE),
                redis);
    }

    @Test
    void wantsSentinelNodesAndMasterTogether() {
        assertTrue(problem(Map.of("REDIS_SENTINEL_NODES", "a")).contains("REDIS_SENTINEL_MASTER"));
        assertTrue(problem(Map.of("REDIS_HOST", "a", "REDIS_SENTINEL_MASTER", "main"))
                .contains("REDIS_SENTINEL_NODES"));
    }

    @Test
    void refusesSentinelsOfACluster() {
        assertTrue(problem(Map.of(
                        "REDIS_CLUSTER_ENABLED", "true",
                        "REDIS_HOST", "a",
                        "REDIS_SENTINEL_NODES", "a",
                        "REDIS_SENTINEL_MASTER", "main"))
                .contains("exclude each other"));
    }

    @Test
    void refusesAMalformedNodeWithoutAlsoMissingIt() {
        assertTrue(problem(Map.of("REDIS_HOST", "a:1")).contains("without a port"));
        assertTrue(problem(Map.of("REDIS_CLUSTER_ENABLED", "true", "REDIS_CLUSTER_NODES", "a:b"))
                .contains("host:port"));
        assertTrue(problem(Map.of("REDIS_HOST", "a", "REDIS_PORT", "0")).contains("from 1 to 65535"));
    }

    private static RedisSettings from(Map<String, String> env) {
        return RedisSettings.from(Environment.of(env));
    }

    private static String problem(Map<String, String> env) {
        return Problems.single(Environment.of(env), RedisSettings::from);
    }

    private static List<HostAndPort> nodes(String... nodes) {
        return List.of(nodes).stream().map(RedisSettingsTest::node).toList();
    }

    private static HostAndPort node(String node) {
        return HostAndPort.parse(node, 0);
    }
}
