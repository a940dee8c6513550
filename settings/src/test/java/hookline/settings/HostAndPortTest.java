package hookline.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostAndPortTest {
    @ParameterizedTest
    @CsvSource({
        "redis, redis, 6379",
        "redis:7000, redis, 7000",
        "10.0.0.1:1, 10.0.0.1, 1",
        "[::1]:7000, ::1, 7000",
        "[2001:db8::1], 2001:db8::1, 6379",
        "2001:db8::1, 2001:db8::1, 6379"
    })
    void readsAHostAndItsPort(String text, String host, int port) {
        assertEquals(new HostAndPort(host, port), HostAndPort.parse(text, 6379));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                ":6379",
                "redis:",
                "redis:0",
                "redis:65536",
                "redis:abc",
                "redis:-1",
                "[::1",
                "a b",
                "[]"
            })
    void refusesAnythingElse(String text) {
        assertThrows(IllegalArgumentException.class, () -> HostAndPort.parse(text, 6379));
    }

    @Test
    void masksThePasswordOfAUrlThatItRefuses() {
        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class, () -> HostAndPort.parse("[redis://me:sesame@redis]", 6379));

        assertFalse(String.valueOf(refusal.getMessage()).contains("sesame"));
    }

    @Test
    void writesAnAddressInBrackets() {
        assertEquals("redis:7000", new HostAndPort("redis", 7000).toString());
        assertEquals("[::1]:7000", new HostAndPort("::1", 7000).toString());
    }
}
