package hookline.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OtlpSettingsTest {
    private static final String URL = "https://collector.example/v1/metrics";

    private static OtlpSettings from(Map<String, String> variables) {
        return OtlpSettings.from(Environment.of(variables));
    }

    private static Map<String, String> headers(String text) {
        return from(Map.of("HOOKLINE_OTLP_URL", URL, "HOOKLINE_OTLP_HEADERS", text))
                .headers();
    }

    @Test
    void nothingIsSentUnlessAnAddressIsGiven() {
        OtlpSettings settings = from(Map.of());
        assertEquals(Optional.empty(), settings.url());
        assertEquals(Map.of(), settings.headers());
        assertFalse(settings.instance().isEmpty());
    }

    @Test
    void mapsEverySetting() {
        OtlpSettings settings = from(
                Map.of("HOOKLINE_OTLP_URL", URL, "HOOKLINE_OTLP_HEADERS", "a=1, b = x=y ", "HOOKLINE_MEMBER", "m"));
        assertEquals(Optional.of(URI.create(URL)), settings.url());
        assertEquals(Map.of("a", "1", "b", "x=y"), settings.headers());
        assertEquals("m", settings.instance());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "collector.example",
                "ftp://h/",
                "https:///path",
                "https://user:pw@h/",
                "http://h/#f",
                "http://h /"
            })
    void anAddressThatCannotServeIsRefused(String url) {
        String problem = Problems.single(Environment.of(Map.of("HOOKLINE_OTLP_URL", url)), OtlpSettings::from);
        assertTrue(problem.contains("accepted: address that begins with http:// or https://"), problem);
    }

    @Test
    void headersNeedAnAddressAndBeyondThisHostEncryption() {
        assertTrue(Problems.single(Environment.of(Map.of("HOOKLINE_OTLP_HEADERS", "a=1")), OtlpSettings::from)
                .contains("HOOKLINE_OTLP_URL is not"));
        assertTrue(Problems.single(
                        Environment.of(Map.of(
                                "HOOKLINE_OTLP_URL", "http://collector.example/", "HOOKLINE_OTLP_HEADERS", "a=1")),
                        OtlpSettings::from)
                .contains("in the clear"));
        for (String host : new String[] {"127.0.0.1", "localhost", "[::1]"}) {
            from(Map.of("HOOKLINE_OTLP_URL", "http://" + host + ":4318/", "HOOKLINE_OTLP_HEADERS", "a=1"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "=1", "a b=1", "a=1,", "a=\u0001"})
    void whatIsNoHeaderIsNamedAndNotQuoted(String text) {
        SecretUnavailableException refused = assertThrows(SecretUnavailableException.class, () -> headers(text));
        assertTrue(refused.getMessage().startsWith("HOOKLINE_OTLP_HEADERS"), refused.getMessage());
        assertTrue(refused.getMessage().endsWith("write name=value, separated by commas"), refused.getMessage());
    }
}
