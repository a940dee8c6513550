package hookline.schemas.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hookline.schemas.UndecodableException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpensslEnvelopeTest {
    private static final String PLAIN = "{\"prompt\":\"héllo from the old scripts\"}";
    private static final OpensslEnvelope OPENED_BY = new OpensslEnvelope("correct-horse");

    /** Made by {@code echo … | openssl enc -aes-256-cbc -salt -a} with {@code -pbkdf2}, {@code -md sha256}, {@code -md md5}. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "U2FsdGVkX1+HCUd4NAEvpQxhU8iLjauNCSv3swBVjDl61S6YOzgTB6LcA7dlCQ0r\noJj/qC/WdsGCZAnDhguS+A==\n",
                "U2FsdGVkX18BIk580qkzEhP67A0aKgSV1vOrEYQsh30ymURLw9JF0v8Q3Y8azJo5\nNusfZznxlDK/bilWWWD//g==\n",
                "U2FsdGVkX18KAk2NW3lVySiBILQQwl9k9Ns/vaBYOjrlO/SB2q9+z64WyXxdd6Cf\nlLGng38FMzSRlk1iN2LvzA==\n"
            })
    void opensWhatOpensslWroteHoweverItMadeTheKey(String envelope) throws Exception {
        assertEquals(PLAIN, OPENED_BY.decrypt(envelope));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "!", "AAAA", "U2FsdGVkX18=", "U2FsdGVkX1947Kwz3RVUonYLpou"})
    void whatIsNoSuchEnvelopeHasOneError(String envelope) {
        assertEquals(
                "the payload does not decrypt: another passphrase made it, or it was changed",
                assertThrows(UndecodableException.class, () -> OPENED_BY.decrypt(envelope))
                        .getMessage());
    }

    @Test
    @Tag("full")
    void opensWhatTheOpensslOfThisMachineWrites() throws Exception {
        for (List<String> derivation : List.of(
                List.of("-pbkdf2"),
                List.of("-pbkdf2", "-iter", "10000"),
                List.of("-md", "sha256"),
                List.of("-md", "md5"))) {
            for (int length : new int[] {1, 15, 16, 17, 1000, 100_000}) {
                String text = "é" + "x".repeat(length);
                assertEquals(text, OPENED_BY.decrypt(openssl(derivation, text)), () -> derivation + ", " + length);
                UndecodableException e = assertThrows(UndecodableException.class, () -> new OpensslEnvelope("another")
                        .decrypt(openssl(derivation, text)));
                assertEquals(
                        "the payload does not decrypt: another passphrase made it, or it was changed", e.getMessage());
            }
        }
    }

    private static String openssl(List<String> derivation, String text) throws IOException {
        List<String> command = new ArrayList<>(List.of("openssl", "enc", "-aes-256-cbc", "-salt", "-a"));
        command.addAll(derivation);
        command.addAll(List.of("-pass", "env:PASSPHRASE"));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("PASSPHRASE", "correct-horse");
        Process openssl = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try (OutputStream stdin = openssl.getOutputStream()) {
            stdin.write((text + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return new String(openssl.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
}
