package hookline.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {
    @ParameterizedTest
    @CsvSource({
        "10.8.0.0/16, 10.8.0.0, true",
        "10.8.0.0/16, 10.8.255.255, true",
        "10.8.0.0/16, 10.9.0.0, false",
        "10.8.0.0/16, 10.7.255.255, false",
        "10.8.0.128/25, 10.8.0.127, false",
        "10.8.0.128/25, 10.8.0.128, true",
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.6, false",
        "0.0.0.0/0, 255.255.255.255, true",
        "0.0.0.0/0, ::1, false",
        "fd00::/8, fdff:ffff::1, true",
        "fd00::/8, fe00::1, false",
        "2001:db8:0:8000::/49, 2001:db8:0:8000::1, true",
        "2001:db8:0:8000::/49, 2001:db8:0:7fff::1, false",
        "::1, ::1, true",
        "::/0, 127.0.0.1, false",
        "127.0.0.0/8, ::ffff:127.0.0.1, true"
    })
    void holdsTheAddressesThatShareItsPrefix(String network, String address, boolean held) throws Exception {
        assertEquals(held, Network.parse(network).contains(InetAddress.getByName(address)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "/8", "10.8.0.0/33", "10.8.0.0/-1", "10.8.0.0/", "10.8.0.1/16", "10.8/16", "010.8.0.0/16",
                "256.0.0.0/8", "fd00::/129", "fd00::1/8", ":", ":::", "fe80::1%eth0", "localhost", "a.example/8",
                "10.8.0.0/16/8", "0x0a.0.0.0/8", "beef"
            })
    void nothingElseIsOneAndNoNameIsLookedUp(String text) {
        assertThrows(IllegalArgumentException.class, () -> Network.parse(text));
    }

    @Test
    void aRefusalSaysWhatIsAccepted() {
        Map<String, String> mistaken = Map.of("REDIS_HOST", "a", "HOOKLINE_REDIS_ALLOWED_NETWORKS", "10.8.0.1/8");
        String problem = Problems.single(Environment.of(mistaken), RedisSettings::from);
        assertTrue(problem.startsWith("HOOKLINE_REDIS_ALLOWED_NETWORKS (environment) is \"10.8.0.1/8\""), problem);
        assertTrue(problem.endsWith("such as 10.8.0.0/16 or fd00::/8, without bits behind the prefix"), problem);
    }
}
