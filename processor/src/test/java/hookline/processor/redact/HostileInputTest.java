package hookline.processor.redact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileInputTest {
    private static final int MEGABYTE = 1 << 20;

    private final SecretRedaction redaction = SecretRedaction.standard();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.",
                "a@",
                "a@a.",
                "<script>",
                "<script ",
                "key=",
                "token=",
                "\\u",
                "[[[[",
                "eyJ",
                "eyJ.",
                "-----BEGIN ",
                "1",
                "4111 ",
                "://",
                "a:b@",
                "cookie:a=",
                "Bearer ",
                " -u",
                "%25",
                "&amp;",
                "QUFB",
                "Authorization: ",
                "<token>",
                "password=(",
                "password=\\\"",
                "basic ",
                "[REDACTED",
                "{\"a\":",
                "a@b.c",
                "kind: Secret\ndata:\n a: b\n",
                "kind: Secret\ndata:\n",
                "data:\n",
                "token: |\n ",
                "password:\n  ",
                "password=\"a\" + ",
                "auth=('a', ",
                "echo | chpasswd ",
                "a:5432:",
                "GB29 NWBK ",
                "61",
                "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFB\n",
                "<key>password</key>",
                "setPassword(\"",
                "thin:a/",
                " -u -p -a",
                " -w a",
                "://a:b",
                "://a:b@c",
                "key=!",
                "token=a(",
                "Authorization: Digest ",
                "echo a | ",
                "password-stdin",
                "password: |\n xxxx\n  ",
                "key='",
                "key=\\\"key=\\\\\""
            })
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
    void aMegabyteOfItEnds(String fragment) {
        // Work that grew with the square of the length took ten minutes here; the bound is for that, not for speed.
        String json = JsonString.quote(fragment.repeat(MEGABYTE / fragment.length()));
        String once = redaction.json(json).text();
        assertTrue(once.equals(redaction.json(once).text()));
    }

    @Test
    void replacesWholeWhatWouldKeepItLookingAtTheSameTextAgainAndAgain() {
        String text = "key=".repeat(100_000);

        assertEquals("[REDACTED:unscanned]", redaction.text(text).text());
    }

    @Test
    void inspectsAsManySecretsInARowAsThereAre() {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 5000; i++) {
            lines.append("export A_KEY=x")
                    .append(i)
                    .append("Zt9q; curl -u me:Zt9q")
                    .append(i)
                    .append(" http://h/?token=Zt9qA1b2\n");
        }

        assertFalse(redaction.text(lines.toString()).counts().containsKey("unscanned"));
    }

    @Test
    void staysTheSameUnderASecondRedactionOfAnyMixture() {
        String[] pieces = {
            "password",
            "=",
            ":",
            " ",
            "\"",
            "'",
            "\\",
            "://",
            "@",
            "a.b",
            "key",
            "Bearer ",
            "eyJabcdefghijkl.",
            "4111".repeat(2) + "1".repeat(8),
            "secret",
            "\n",
            "[REDACTED:x]",
            "a1b2c3d4e5f6g7h8",
            "-p",
            "mysql",
            "%22",
            "&amp;",
            "{",
            "}",
            "cookie: a=",
            "<",
            ">",
            "(",
            ",",
            ": |\n  ",
            "\" + \"",
            "kind: Secret\ndata:\n  ",
            "echo ",
            " | chpasswd",
            ":5432:",
            "is "
        };
        Random random = new Random(11);
        for (int round = 0; round < 3000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < 14; i++) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            String once = redaction
                    .json("[" + JsonString.quote(text.toString()) + "]")
                    .text();

            assertTrue(once.equals(redaction.json(once).text()), () -> "not stable: " + text);
        }
    }
}
