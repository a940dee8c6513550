package hookline.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleSettingsTest {
    private static ConsoleSettings settings(String... variables) {
        Map<String, String> environment = new HashMap<>(Map.of("REDIS_HOST", "localhost"));
        for (int i = 0; i < variables.length; i += 2) {
            environment.put(variables[i], variables[i + 1]);
        }
        return ConsoleSettings.from(Environment.of(environment));
    }

    @Test
    void byDefaultItListensOnLoopbackAndAsksTheProcessesThere() {
        ConsoleSettings settings = settings();
        assertEquals(new Endpoint("127.0.0.1", 7721), settings.endpoint());
        assertTrue(settings.tokens().isEmpty());
        assertTrue(settings.tls().isEmpty());
        assertEquals(
                List.of(7720, 7722, 7723),
                settings.metrics().stream().map(URI::getPort).toList());
    }

    @Test
    void beyondLoopbackItWantsATokenAndACertificate() {
        InvalidSettingsException e =
                assertThrows(InvalidSettingsException.class, () -> settings("HOOKLINE_BIND_ADDRESS", "0.0.0.0"));
        assertTrue(
                String.valueOf(e.getMessage())
                        .contains(
                                "set HOOKLINE_CONSOLE_TOKEN_FILE, HOOKLINE_CONSOLE_TLS_CERT, HOOKLINE_CONSOLE_TLS_KEY"),
                e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://a/metrics", "http://", "a", "http://u:x@a/metrics", "http://a b/"})
    void anAddressOfMetersIsAWebAddressWithoutAPassword(String address) {
        InvalidSettingsException e =
                assertThrows(InvalidSettingsException.class, () -> settings("HOOKLINE_CONSOLE_METRICS", address));
        assertTrue(String.valueOf(e.getMessage()).contains("HOOKLINE_CONSOLE_METRICS"), e.getMessage());
    }
}
