package hookline.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.settings.Environment;
import hookline.settings.RedisSettings;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkGateTest {
    /** A cluster of one node, which says of itself that it is at an address where the test never looks. */
    @RegisterExtension
    static final TestRedis CLUSTER = new TestRedis("cluster-enabled yes", "cluster-announce-ip 127.0.0.2");

    @RegisterExtension
    static final TestRedis REDIS = new TestRedis();

    private Map<String, String> environment;

    @BeforeEach
    void connect() {
        environment = REDIS.environment();
    }

    private String ping() {
        try (Redis redis = Redis.at(RedisSettings.from(Environment.of(environment)));
                RedisLink link = redis.link()) {
            return link.call(commands -> commands.ping());
        }
    }

    private String refusal() {
        RedisUnavailableException e = assertThrows(RedisUnavailableException.class, this::ping);
        String message = String.valueOf(e.getMessage());
        assertFalse(message.contains("\n"), message);
        return message.replaceFirst("^Redis at [^ ]+: ", "");
    }

    private static long connectionsMade() {
        return REDIS.admin()
                .info("stats")
                .lines()
                .filter(line -> line.startsWith("total_connections_received:"))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(':') + 1)))
                .sum();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.0/8", "10.0.0.0/8, 127.0.0.0/30", "0.0.0.0/0"})
    void anAddressWithinTheNetworksIsConnectedTo(String networks) {
        environment.put("HOOKLINE_REDIS_ALLOWED_NETWORKS", networks);
        assertEquals("PONG", ping());
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, false", "localhost, false", "127.0.0.1, true", "localhost, true"})
    void nothingIsSentToOneOutsideHoweverItIsNamed(String host, boolean encrypted) {
        environment.put("REDIS_HOST", host);
        environment.put("REDIS_TLS", String.valueOf(encrypted));
        environment.put("HOOKLINE_REDIS_ALLOWED_NETWORKS", "10.8.0.0/16, fd00::/8, 128.0.0.0/1");
        long before = connectionsMade();
        String said = refusal();
        assertTrue(said.startsWith("its address "), said);
        assertTrue(
                said.contains("is outside HOOKLINE_REDIS_ALLOWED_NETWORKS=10.8.0.0/16,fd00:0:0:0:0:0:0:0/8,128.0.0.0/1,"
                        + " so nothing was sent"),
                said);
        assertEquals(before, connectionsMade());
    }

    @Test
    void nodesThatAClusterNamesAreJudgedToo() {
        CLUSTER.admin().clusterAddSlots(IntStream.range(0, 16_384).toArray());
        environment = CLUSTER.environment();
        environment.put("REDIS_CLUSTER_ENABLED", "true");
        environment.put("HOOKLINE_REDIS_ALLOWED_NETWORKS", "127.0.0.1");
        try (Redis redis = Redis.at(RedisSettings.from(Environment.of(environment)));
                RedisLink link = redis.link()) {
            RedisUnavailableException e =
                    assertThrows(RedisUnavailableException.class, () -> link.call(commands -> commands.get("key")));
            assertTrue(String.valueOf(e.getMessage()).contains("its address 127.0.0.2 is outside"), e.getMessage());
        }
    }

    @Test
    void theChannelIsFollowedOnlyOnAnAllowedWay() {
        environment.put("HOOKLINE_REDIS_ALLOWED_NETWORKS", "10.8.0.0/16");
        try (Redis redis = Redis.at(RedisSettings.from(Environment.of(environment)));
                PublishedChannel channel = redis.channel()) {
            assertThrows(RedisUnavailableException.class, () -> channel.subscribe(line -> {}));
        }
    }

    @Test
    void withoutTheRequiredInterfaceNothingIsSent() {
        environment.put("HOOKLINE_REQUIRE_INTERFACE", "vpn-not-there");
        long before = connectionsMade();
        assertEquals(
                "HOOKLINE_REQUIRE_INTERFACE=vpn-not-there is not there or has no address, so nothing was sent (start the"
                        + " VPN that makes it)",
                refusal());
        assertEquals(before, connectionsMade());
    }

    @Test
    void anInterfaceThatIsUpWithAnAddressLetsThrough() throws Exception {
        NetworkInterface loopback = NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress());
        environment.put("HOOKLINE_REQUIRE_INTERFACE", loopback.getName());
        assertEquals("PONG", ping());
    }

    @Test
    void everyRuleHasToHold() throws Exception {
        NetworkInterface loopback = NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress());
        for (List<String> rules :
                List.of(List.of("127.0.0.0/8", "vpn-not-there"), List.of("10.8.0.0/16", loopback.getName()))) {
            environment.put("HOOKLINE_REDIS_ALLOWED_NETWORKS", rules.get(0));
            environment.put("HOOKLINE_REQUIRE_INTERFACE", rules.get(1));
            refusal();
        }
    }
}
