package hookline.processor.redact;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PuttyKeyTest {
    private final SecretRedaction redaction = SecretRedaction.standard();
    private final Invented invented = new Invented();

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n"})
    void coversTheLinesOfThePrivateHalfAndLeavesTheRest(String lineBreak) {
        String file = String.join(
                lineBreak, "Comment: deploy", "Private-Lines: 2", "%s", "Private-MAC: " + invented.hex(64), "");
        String key = invented.alnum(64) + lineBreak + invented.alnum(50) + "==";

        assertEquals(
                file.formatted("[REDACTED:putty-key]"),
                redaction.text(file.formatted(key)).text());
    }

    @Test
    void coversAKeyThatWasCutOff() {
        assertEquals(
                "Private-Lines: 14\n[REDACTED:putty-key]",
                redaction
                        .text("Private-Lines: 14\n" + invented.alnum(64) + "\n" + invented.alnum(20))
                        .text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Private-Lines:", "Private-Lines: 8", "Private-Lines: 8\n", "Private-Lines: 1\nno base64 here"})
    void leavesAMentionAlone(String text) {
        assertEquals(text, redaction.text(text).text());
    }
}
