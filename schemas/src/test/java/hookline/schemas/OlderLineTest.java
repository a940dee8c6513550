package hookline.schemas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OlderLineTest {
    private static final String ENVELOPE =
            "{\"encrypted\":true,\"algorithm\":\"AES-256-CBC\",\"data\":\"QUJD\\nREVG\"}";

    @Test
    void theEnvelopeIsTheWholeLineOrItsPayload() {
        assertEquals("QUJD\nREVG", OlderLine.find(ENVELOPE).orElseThrow().data());
        String line = "{\"hook_type\":\"stop_hook\",\"payload\":" + ENVELOPE + ",\"context\":{\"a\":[1]}}";
        OlderLine found = OlderLine.find(line).orElseThrow();
        assertEquals("QUJD\nREVG", found.data());
        assertEquals(
                "{\"hook_type\":\"stop_hook\",\"payload\":{\"prompt\":\"x\"},\"context\":{\"a\":[1]}}",
                found.with("{\"prompt\":\"x\"}"));
        assertEquals(
                "{\"hook_type\":\"stop_hook\",\"payload\":\"not \\\"JSON\\\"\",\"context\":{\"a\":[1]}}",
                found.with("not \"JSON\""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "not JSON",
                "{\"payload\":{\"encrypted\":true,\"algorithm\":\"AES-256-GCM\",\"data\":\"x\"}}",
                "{\"payload\":{\"encrypted\":true,\"algorithm\":\"AES-256-CBC\"}}",
                "{\"other\":{\"encrypted\":true,\"algorithm\":\"AES-256-CBC\",\"data\":\"x\"}}",
                "{\"payload\":{\"encrypted\":true,\"algorithm\":\"AES-256-CBC\",\"data\":\"x\""
            })
    void whatIsNoSuchLineIsLeftToOthers(String text) {
        assertTrue(OlderLine.find(text).isEmpty());
    }
}
