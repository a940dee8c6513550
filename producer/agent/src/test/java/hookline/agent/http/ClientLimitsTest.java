package hookline.agent.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientLimitsTest {
    private static final int MANY = 2_000;

    private final ClientLimits limits = new ClientLimits(10);

    private int admitted(String address, int requests) throws UnknownHostException {
        int admitted = 0;
        for (int i = 0; i < requests; i++) {
            admitted += limits.admit(InetAddress.getByName(address)) ? 1 : 0;
        }
        return admitted;
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "2001:db8::1"})
    void tenASecondAndTenAtOnceAreAdmitted(String address) throws Exception {
        long started = System.nanoTime();
        int admitted = admitted(address, MANY);
        double seconds = (System.nanoTime() - started) / 1e9;
        assertTrue(admitted >= 10, () -> "admitted " + admitted);
        assertTrue(admitted <= 10 * seconds + 20, () -> "admitted " + admitted + " in " + seconds + " s");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.2", "::1", "::ffff:127.0.0.1"})
    void thisHostIsNeverLimited(String address) throws Exception {
        assertEquals(MANY, admitted(address, MANY));
    }

    @Test
    void withoutALimitNobodyIsLimited() throws Exception {
        ClientLimits none = new ClientLimits(0);
        for (int i = 0; i < MANY; i++) {
            assertTrue(none.admit(InetAddress.getByName("192.0.2.1")));
        }
    }

    @Test
    void clientsDoNotShareALimitUnlessTheyShareANetwork() throws Exception {
        admitted("192.0.2.1", MANY);
        assertEquals(10, admitted("192.0.2.2", 10));
        admitted("2001:db8::1", MANY);
        assertEquals(10, admitted("2001:db8:0:1::1", 10));
        int neighbours = 0;
        for (int i = 0; i < MANY; i++) {
            neighbours += admitted("2001:db8::" + Integer.toHexString(i + 2), 1);
        }
        assertTrue(neighbours < MANY / 2, "each address of one network had a limit of its own");
    }

    @Test
    void onlySoManyClientsAreRemembered() throws Exception {
        admitted("192.0.2.1", MANY);
        assertFalse(limits.admit(InetAddress.getByName("192.0.2.1")));
        for (int i = 0; i < 1_024; i++) {
            admitted("198.18." + i / 256 + "." + i % 256, 1);
        }
        assertTrue(limits.admit(InetAddress.getByName("192.0.2.1")));
    }
}
