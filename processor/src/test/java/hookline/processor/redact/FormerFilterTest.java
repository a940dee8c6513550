package hookline.processor.redact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each failure of the shell filter that this redaction replaces, so that none comes back. */
class FormerFilterTest {
    private final SecretRedaction redaction = SecretRedaction.standard();
    private final Invented invented = new Invented();

    @Test
    void printedAnEmptyLineForEveryInput() {
        assertEquals("nothing secret", redaction.text("nothing secret").text());
        assertEquals("{\"a\":1}", redaction.json("{\"a\":1}").text());
    }

    @Test
    void neverMatchedACardOrASocialSecurityNumber() {
        assertEquals(
                "[CREDIT_CARD] [SSN]",
                redaction.text("4111-1111-1111" + "-1111 219-09" + "-9999").text());
    }

    @Test
    void leakedTheTailBehindAnEscapedQuoteAndBrokeTheJson() {
        assertEquals(
                "{\"password\":\"[REDACTED]\",\"b\":1}",
                redaction.json("{\"password\":\"a\\\"b\",\"b\":1}").text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"s\":\"{\\\"password\\\":\\\"%s\\\"}\"}",
                "{\"apiKey\":\"%s\"}",
                "{\"access_token\":\"%s\"}",
                "{\"client_secret\":\"%s\"}",
                "{\"Password\":\"%s\"}",
                "{\"password\" : \"%s\"}",
                "{\"h\":\"Authorization: Bearer %s\"}",
                "{\"c\":\"AWS_SECRET_ACCESS_KEY=%s\"}",
                "{\"c\":\"curl -d password=%s\"}",
                "{\"c\":\"curl https://u:%s@h.test\"}"
            })
    void knewFourKeysInOneSpelling(String json) {
        String secret = invented.alnum(20);

        assertFalse(redaction.json(json.formatted(secret)).text().contains(secret.substring(4)));
    }

    @Test
    void leftNumbersUnderASecretName() {
        assertEquals(
                "{\"password\":\"[REDACTED]\"}",
                redaction.json("{\"password\":123456}").text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":\"<script>\",\"kept\":1,\"b\":\"</script>\"}",
                "{\"command\":\"grep --only= x | sh -c 'run'\"}",
                "{\"s\":\"jajavascript:vascript:alert(1)\"}",
                "{\"s\":\"\\u003cscript\\u003e\"}",
                "{\"s\":\"<img src=x onerror=alert(1)>\"}"
            })
    void corruptedCapturedSource(String json) {
        assertSame(json, redaction.json(json).text());
    }
}
