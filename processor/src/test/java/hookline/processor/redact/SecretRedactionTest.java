package hookline.processor.redact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretRedactionTest {
    private final SecretRedaction redaction = SecretRedaction.standard();
    private final Invented invented = new Invented();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password",
                "DB_PASSWORD",
                "clientSecret",
                "api-key",
                "Authorization",
                "refresh_token",
                "Set-Cookie"
            })
    void replacesAValueByItsNameWhateverItsType(String name) {
        for (String value : List.of("\"x\"", "12", "{\"a\":[1,{}]}", "[1,2]")) {
            Redacted redacted = redaction.json("{\"a\":1, \"%s\" : %s ,\"b\":[]}".formatted(name, value));

            assertEquals("{\"a\":1, \"%s\" : \"[REDACTED]\" ,\"b\":[]}".formatted(name), redacted.text());
            assertEquals(Map.of("key-name", 1), redacted.counts());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"password\":true,\"token\":null,\"secrets\":{},\"api_key\":\"\"}",
                "{\"input_tokens\":5,\"max_tokens\":9,\"next_page_token\":\"abc\",\"tokenizer\":\"x\",\"public_key\":\"y\"}",
                "{\"session_id\":\"7c1f0b52-3f1e-4a6d-9d0b-2f6a41c0e9aa\",\"hook_event_name\":\"PreToolUse\"}",
                "{\"tool_use_id\":\"toolu_01A9fakeBashPre0000000001\",\"cwd\":\"/home/dev/shop-api\"}",
                "{\"command\":\"export TOKEN=$TOKEN && git push -u origin main:main && mkdir -p a/b\"}",
                "{\"code\":\"const token = getToken(); password: string; os.environ['DB_PASSWORD']\"}",
                "{\"e\": 1.50e+3 , \"u\":\"\\u00e9\\/\\ud83d\" }"
            })
    void handsOnTheSameInstanceWhereNothingIsSecret(String json) {
        assertSame(json, redaction.json(json).text());
    }

    @Test
    void leavesTheLengthAndHashOfTrimmedBulkAlone() {
        Random random = new Random(11);
        byte[] hash = new byte[32];
        for (int i = 0; i < 20_000; i++) {
            random.nextBytes(hash);
            String mark = "[TRIMMED:" + random.nextInt(1 << 26) + " bytes sha256:"
                    + HexFormat.of().formatHex(hash) + "]";
            String json = "{\"originalFile\":\"" + mark + "\",\"source\":{\"data\":\"" + mark + "\"}}";
            assertSame(json, redaction.json(json).text());
        }
    }

    @Test
    void leavesEverythingAroundAReplacementByteForByte() {
        String token = invented.github();

        Redacted redacted = redaction.json("{ \"a\" : \"\\u00e9\",\n\t\"b\":[1.0,\"use " + token + "\\n\"] }");

        assertEquals("{ \"a\" : \"\\u00e9\",\n\t\"b\":[1.0,\"use [REDACTED:github]\\n\"] }", redacted.text());
    }

    @Test
    void keepsRedactedNamesApart() {
        String first = invented.github();
        String second = invented.github();

        Redacted redacted = redaction.json("{\"%s\":1,\"%s\":2,\"[REDACTED:github]\":3}".formatted(first, second));

        assertEquals("{\"[REDACTED:github]#2\":1,\"[REDACTED:github]#3\":2,\"[REDACTED:github]\":3}", redacted.text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DB_PASSWORD=%s",
                "export API_KEY='%s' && run",
                "password: %s",
                "\"secret\" => '%s'",
                "token := `%s`",
                "--password %s",
                "--token=%s",
                "mysql -u root -p'%s' -e 1",
                "curl -u admin:%s https://h.test",
                "postgres://shop:%s@db.internal:5432/shop",
                "//registry.test/:_authToken=%s",
                "machine h login u password %s",
                "keep the DB password (%s) and go on",
                "the password is %s, right",
                "<dbPassword>\n  %s\n</dbPassword>",
                "System.setProperty(\"DB_PASSWORD\", \"%s\")",
                "var accessToken string = \"%s\"",
                "{\\\"password\\\": \\\"%s\\\"}",
                "Authorization: Bearer %s",
                "curl -H 'Authorization: token %s'",
                "Cookie: sid=%s; theme=dark",
                "https://h.test/?a=1&access_token=%s&b=2",
                "PASSWORD=%s\\nNEXT=1",
                "-----BEGIN PRIVATE " + "KEY-----\n  1\t%s"
            })
    void removesASecretFromEveryNotation(String notation) {
        String secret = invented.password();

        String redacted = redaction.text(notation.formatted(secret)).text();

        assertFalse(redacted.contains(secret), redacted);
        assertEquals(redacted, redaction.text(redacted).text());
    }

    @Test
    void keepsTheRestOfTheLine() {
        String password = invented.password();

        assertEquals(
                "postgres://shop:[REDACTED:url-userinfo]@db.internal/shop",
                redaction
                        .text("postgres://shop:p@/" + password + "@db.internal/shop")
                        .text());
        assertEquals(
                "Write to [EMAIL].",
                redaction.text("Write to jo.doe@example.org.").text());
        assertEquals(
                "pay [CREDIT_CARD] now",
                redaction.text("pay 4111 1111" + " 1111 1111 now").text());
        assertEquals(
                "{\"n\":\"[CREDIT_CARD]\"}",
                redaction.json("{\"n\":41111111" + "11111111}").text());
        assertEquals("ssn [SSN]", redaction.text("ssn 219-09" + "-9999").text());
        assertEquals(
                "2024-01-15 000-12-3456 411111111111" + "1112",
                redaction.text("2024-01-15 000-12-3456 411111111111" + "1112").text());
    }

    @Test
    void findsWhatIsWrapped() {
        String token = invented.github();
        String once = encode("token is " + token);
        String percent = "q=" + token.replace("_", "%5F");
        String unicode = token.replace("g", "\\u0067");
        String nested = JsonString.quote("{\"list\":[{\"password\":\"x\"},\"" + token + "\"]}");

        String hex = HexFormat.of().formatHex(("token is " + token).getBytes(StandardCharsets.UTF_8));
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n', ' ', ' '})
                .encodeToString(("token of the shop, for its next release, is " + token + ", ok?")
                        .getBytes(StandardCharsets.UTF_8));

        for (String wrapped : List.of(once, encode(once), percent, unicode, hex, lines)) {
            assertEquals(1, redaction.text("see " + wrapped + " there").total(), wrapped);
        }
        assertEquals(
                "{\"s\":\"{\\\"list\\\":[{\\\"password\\\":\\\"[REDACTED]\\\"},\\\"[REDACTED:github]\\\"]}\"}",
                redaction.json("{\"s\":" + nested + "}").text());
    }

    @Test
    void replacesAValueWholeWhenTheBudgetIsSpent() {
        String wrapped = invented.github();
        for (int i = 0; i < 6; i++) {
            wrapped = encode(wrapped);
        }

        Redacted redacted = redaction.json("{\"a\":\"" + wrapped + "\",\"b\":\"fine\"}");

        assertEquals("{\"a\":\"[REDACTED:unscanned]\",\"b\":\"fine\"}", redacted.text());
        assertEquals(Map.of("unscanned", 1), redacted.counts());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "{} {}", "[1,]", "{'a':1}", "nul", "\"", "{\"password\":[1", "01"})
    void refusesWhatIsNotJson(String text) {
        UnredactableException refused = assertThrows(UnredactableException.class, () -> redaction.json(text));

        assertTrue(String.valueOf(refused.getMessage()).startsWith("not JSON"));
    }

    private static String encode(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
