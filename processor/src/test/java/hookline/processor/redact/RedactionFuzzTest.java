package hookline.processor.redact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;

/** Anything at all; what was interesting once lies in the seeds and is tried again at every build. */
class RedactionFuzzTest {
    private static final SecretRedaction REDACTION = SecretRedaction.standard();
    private static final String TOKEN = "gh" + "p_" + "aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0dF3hJ6";

    @FuzzTest
    void jsonStaysJsonOfTheSameShape(FuzzedDataProvider data) throws IOException {
        String json = data.consumeRemainingAsString();
        if (!JsonShape.isJson(json)) {
            return;
        }
        String once = REDACTION.json(json).text();
        assertTrue(JsonShape.isKept(json, once));
        assertEquals(once, REDACTION.json(once).text());
    }

    @FuzzTest
    void aTokenBetweenAnyTwoTextsIsFound(FuzzedDataProvider data) {
        String before = data.consumeString(200);
        String after = data.consumeRemainingAsString();
        if (before.contains(TOKEN) || after.contains(TOKEN)) {
            // The fuzzer learns the token and glues it to letters, which makes another word of it.
            return;
        }
        String text = before + " " + TOKEN + "\n" + after;
        assertFalse(REDACTION.text(text).text().contains(TOKEN));
        String json = "{\"text\":" + JsonString.quote(text) + "}";
        String once = REDACTION.json(json).text();
        assertFalse(once.contains(TOKEN));
        assertEquals(once, REDACTION.json(once).text());
    }
}
