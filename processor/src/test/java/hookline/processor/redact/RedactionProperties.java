package hookline.processor.redact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** What holds for any input, tried on many; a failure prints its seed and the smallest input that shows it. */
class RedactionProperties {
    private static final SecretRedaction REDACTION = SecretRedaction.standard();
    private static final int PIECE = 12;

    /** The same inputs at each run; another number tries others. */
    private static final String SEED = "20261122";

    private static final List<String> LITERALS =
            List.of("true", "false", "null", "0", "-1.5e3", "4111111111111111", "12345678901234567890");
    private static final List<String> NAMES = List.of("a", "password", "text", "tokens_used", "key");
    private static final List<String> PIECES = List.of(
            "password",
            "=",
            ": ",
            "key",
            "hunter2",
            "a1B2c3D4e5F6g7H8i9",
            "\"",
            "\\",
            "://u:p@h",
            "é",
            "4111111111111111",
            "a@b.org",
            "Bearer ",
            "\n",
            "[REDACTED]",
            "%41",
            "&amp;",
            "x",
            " ");

    enum Wrapping {
        JSON,
        BASE64,
        BASE64_URL,
        PERCENT,
        UNICODE,
        ENTITIES,
        SENTENCE;

        String wrap(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return switch (this) {
                case JSON -> "{\"note\":" + JsonString.quote(text) + "}";
                case BASE64 -> Base64.getEncoder().encodeToString(bytes);
                case BASE64_URL -> Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
                case PERCENT -> escaped(text, "%%%02X");
                case UNICODE -> escaped(text, "\\u%04x");
                case ENTITIES -> escaped(text, "&#%d;");
                case SENTENCE -> "see " + text + " for more";
            };
        }

        private static String escaped(String text, String format) {
            return text.chars().mapToObj(c -> String.format(format, c)).collect(Collectors.joining());
        }
    }

    @Provide
    Arbitrary<String> token() {
        Arbitrary<String> body = Arbitraries.strings()
                .withCharRange('a', 'z')
                .withCharRange('A', 'Z')
                .withCharRange('0', '9')
                .ofLength(36)
                .filter(text -> text.chars().distinct().count() > 12
                        && !text.toLowerCase(Locale.ROOT).contains("xxxxx"));
        return Arbitraries.of("gh" + "p_", "np" + "m_", "gh" + "o_").flatMap(prefix -> body.map(text -> prefix + text));
    }

    /** Deeper stacks are cut off by the budget, and what was cut off is replaced whole. */
    @Property(tries = 2000, seed = SEED)
    void aTokenIsFoundInAnyStackOfEncodings(
            @ForAll("token") String token, @ForAll @Size(max = 3) List<Wrapping> stack) {
        String text = token;
        for (Wrapping wrapping : stack) {
            text = wrapping.wrap(text);
        }
        String redacted = REDACTION
                .json("{\"tool_input\":{\"text\":" + JsonString.quote(text) + "}}")
                .text();
        assertTrue(redacted.contains("REDACTED"), redacted);
        for (int i = 0; i + PIECE <= token.length(); i++) {
            String piece = token.substring(i, i + PIECE);
            for (Wrapping wrapping : Wrapping.values()) {
                String wrapped =
                        wrapping == Wrapping.JSON || wrapping == Wrapping.SENTENCE ? piece : wrapping.wrap(piece);
                assertFalse(redacted.contains(wrapped), () -> wrapping + " of a piece is left");
            }
        }
    }

    @Property(tries = 2000, seed = SEED)
    void aValueUnderASecretNameIsReplacedWholeAtAnyDepth(
            @ForAll("secretName") String name, @ForAll("json") String value, @ForAll("path") List<String> path) {
        StringBuilder json = new StringBuilder("{" + JsonString.quote(name) + ":" + value + "}");
        for (String step : path) {
            json.insert(0, "{" + JsonString.quote(step) + ":[").append("]}");
        }
        String redacted = REDACTION.json(json.toString()).text();
        boolean says = !value.matches("true|false|null|\"\"|\\[]|\\{}");
        assertEquals(says, redacted.contains(JsonString.quote(name) + ":\"[REDACTED]\""), redacted);
    }

    @Property(tries = 2000, seed = SEED)
    void whatComesOutIsJsonOfTheSameShapeAndRedactedToTheEnd(@ForAll("json") String json) throws IOException {
        String once = REDACTION.json(json).text();
        assertTrue(JsonShape.isKept(json, once), once);
        assertEquals(once, REDACTION.json(once).text());
    }

    @Property(tries = 500, seed = SEED)
    void whatHoldsNothingSecretIsHandedOnAsItCame(@ForAll("harmless") String text) {
        assertSame(text, REDACTION.text(text).text());
    }

    @Provide
    Arbitrary<String> secretName() {
        return Arbitraries.of(
                "password",
                "Password",
                "db_password",
                "apiKey",
                "API_KEY",
                "access-token",
                "client.secret",
                "privateKey");
    }

    @Provide
    Arbitrary<List<String>> path() {
        return Arbitraries.of("tool_input", "env", "a", "0", "", "text").list().ofMaxSize(6);
    }

    @Provide
    Arbitrary<String> harmless() {
        return Arbitraries.of("the", "file", "was", "read", "twice", "in", "main", "42", "lines", ".", "\n", "()", "if")
                .list()
                .ofMaxSize(60)
                .map(words -> String.join(" ", words));
    }

    /** Random values cannot be shrunk, which for nested ones takes longer than to read a failure as it is. */
    @Provide
    Arbitrary<String> json() {
        return Arbitraries.randomValue(random -> value(random, 3));
    }

    private static String value(Random random, int depth) {
        int kind = random.nextInt(depth == 0 ? 2 : 4);
        if (kind == 0) {
            return LITERALS.get(random.nextInt(LITERALS.size()));
        }
        if (kind == 1) {
            return JsonString.quote(some(random, 8, () -> PIECES.get(random.nextInt(PIECES.size()))));
        }
        if (kind == 2) {
            return "[" + some(random, 4, () -> value(random, depth - 1) + ",") + "0]";
        }
        List<String> names = new ArrayList<>(NAMES);
        Collections.shuffle(names, random);
        return "{" + some(random, 3, () -> "\"" + names.remove(0) + "\":" + value(random, depth - 1) + ",")
                + "\"end\":1}";
    }

    private static String some(Random random, int most, Supplier<String> one) {
        return Stream.generate(one).limit(random.nextInt(most + 1)).collect(Collectors.joining());
    }
}
