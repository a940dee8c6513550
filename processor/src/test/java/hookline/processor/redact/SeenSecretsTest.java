package hookline.processor.redact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A secret that told itself once is known again in the same session where nothing tells. */
final class SeenSecretsTest {
    private static final SecretRedaction STANDARD = SecretRedaction.standard();

    private final Invented invented = new Invented();
    private final String secret = invented.password() + "7x";
    private final SecretMemory memory = new SecretMemory();
    private final SecretRedaction session = STANDARD.remembering(memory.of("s1"));

    @Test
    void aBareEchoIsRedacted() {
        assertEquals(secret, session.text(secret).text());
        session.json("{\"password\":\"" + secret + "\"}");

        assertEquals(
                "{\"stdout\":\"it says [REDACTED:seen]!\"}",
                session.json("{\"stdout\":\"it says " + secret + "!\"}").text());
        assertEquals("x[REDACTED:seen]y", session.text("x" + secret + "y").text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"export DB_PASSWORD=%s", "https://u:%s@h.test/", "curl -u me:%s h.test", "a\nPGPASSWORD='%s'\n"})
    void whereverItToldItself(String telling) {
        session.text(telling.formatted(secret));

        assertEquals("[REDACTED:seen]", session.text(secret).text());
    }

    @Test
    void alsoWhenItToldItselfInsideAnEncoding() {
        String telling = "DB_PASSWORD=" + secret + "\nDB_HOST=localhost\n";
        session.text("echo "
                + Base64.getEncoder().encodeToString(telling.getBytes(java.nio.charset.StandardCharsets.UTF_8)));

        assertEquals("[REDACTED:seen]", session.text(secret).text());
    }

    @Test
    void alsoFurtherAheadInTheSameEvent() {
        Redacted redacted = session.json("{\"a\":\"" + secret + "\",\"b\":\"export TOKEN=" + secret + "\"}");

        assertEquals("{\"a\":\"[REDACTED:seen]\",\"b\":\"export TOKEN=[REDACTED:assigned]\"}", redacted.text());
        assertEquals(2, redacted.total());
    }

    @Test
    void anotherSessionKnowsNothingOfIt() {
        session.text("DB_PASSWORD=" + secret);

        assertEquals(secret, STANDARD.remembering(memory.of("s2")).text(secret).text());
    }

    @Test
    void theLatestSecretsOfTheLatestSessionsAreKept() {
        session.text("DB_PASSWORD=" + secret);
        for (int i = 0; i < 99; i++) {
            session.text("DB_PASSWORD=" + invented.alnum(20) + i);
        }
        assertEquals("[REDACTED:seen]", session.text(secret).text());

        session.text("DB_PASSWORD=" + invented.alnum(20) + "x");
        assertEquals(secret, session.text(secret).text());

        session.text("DB_PASSWORD=" + secret);
        for (int i = 0; i < 500; i++) {
            memory.of("other " + i);
        }
        assertEquals(secret, STANDARD.remembering(memory.of("s1")).text(secret).text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgres", "hunter2", "1234567890"})
    void whatMayStandAnywhereByChanceIsForgotten(String ordinary) {
        session.json("{\"password\":\"" + ordinary + "\"}");

        assertEquals(ordinary, session.text(ordinary).text());
    }

    @Test
    void whatTellsOfAPersonIsNotRemembered() {
        session.text("write to someone.else1@example.com");

        assertTrue(session.text("someone.else1 at work").replaced().isEmpty());
    }

    @Test
    void aMarkerStaysOneThoughItsWordsWereASecret() {
        session.json("{\"password\":\"aws-access-key-id\"}");
        String marker = "[REDACTED:aws-access-key-id]";

        assertEquals(marker, session.text(marker).text());
        assertEquals(
                "see [REDACTED:seen]", session.text("see aws-access-key-id").text());
    }

    @Test
    void aSecondRunFindsNothingMore() {
        session.text("DB_PASSWORD=" + secret);
        String once = session.text("got " + secret + secret).text();

        assertEquals(once, session.text(once).text());
    }

    @Test
    void whatARulesFileAllowsIsNotRemembered() {
        SecretRedaction allowing = SecretRedaction.with(UserRules.parse("my.rules", "allow value " + secret))
                .remembering(memory.of("s3"));
        allowing.text("DB_PASSWORD=" + secret);

        assertEquals(secret, allowing.text(secret).text());
    }

    @Test
    void equalSecretsHaveEqualFingerprints() {
        SecretRedaction marking = STANDARD.marking(new Fingerprint("k".repeat(32)));
        String first = marking.text("DB_PASSWORD=" + secret).text();
        String second = marking.text("https://u:" + secret + "@h.test/").text();
        String other = marking.text("DB_PASSWORD=" + secret + "z").text();

        assertTrue(first.matches("DB_PASSWORD=\\[REDACTED:assigned:[0-9a-f]{8}]"), first);
        String fingerprint = first.substring(first.length() - 9);
        assertEquals("https://u:[REDACTED:url-userinfo:" + fingerprint + "@h.test/", second);
        assertFalse(other.endsWith(fingerprint));
        assertFalse(STANDARD.marking(new Fingerprint("l".repeat(32)))
                .text("DB_PASSWORD=" + secret)
                .text()
                .endsWith(fingerprint));
        for (String once : List.of(first, second, "{\"password\":\"" + first.substring(12) + "\"}")) {
            assertEquals(once, marking.text(once).text());
            assertEquals(once, STANDARD.text(once).text());
        }
    }

    @Test
    void aFingerprintIsTheBeginningOfAnHmacThatOthersCanRepeat() {
        // printf %s hunter2hunter2 | openssl dgst -sha256 -hmac kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk
        assertEquals("0b03d54e", new Fingerprint("k".repeat(32)).of("hunter2hunter2".toCharArray(), 0, 14));
    }
}
