package hookline.processor.redact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds every line of {@code tokens.tsv} to what it claims, with tokens that are made up from its shape. */
class StandardRulesTest {
    private static final int MOST_UNVERIFIED = 133;

    private static final SecretRedaction STANDARD = SecretRedaction.standard();

    private final Invented invented = new Invented();

    /** One line of the file: the columns that no rule keeps, and the rule. */
    private record Line(String provider, String shape, String source, TokenRule rule) {
        @Override
        public String toString() {
            return rule.id() + " " + shape;
        }

        /** The token where such a token may stand. */
        String around(String token) {
            return rule.anchor().inToken()
                    ? "see " + token + "\n"
                    : rule.keywords().get(0) + "_key = \"" + token + "\"";
        }
    }

    @ParameterizedTest
    @MethodSource("lines")
    void findsAWholeTokenOfItsShapeAndNoneThatGoesOnFromAWord(Line line) {
        String token = invented.shaped(line.shape());
        TextRedactor alone = new TextRedactor(
                StandardDetectors.with(List.of(line.rule()), RedactionRules.NONE), RedactionRules.NONE, Marking.PLAIN);
        String text = line.around(token);

        List<Finding> found = findings(alone, text);

        int start = text.indexOf(token);
        assertTrue(found.contains(new Finding(line.rule().id(), start, start + token.length())), found::toString);
        if (line.rule().anchor().inToken()) {
            assertFalse(findings(alone, "see a" + token).stream()
                    .anyMatch(finding -> finding.rule().equals(line.rule().id())));
        }
    }

    @ParameterizedTest
    @MethodSource("lines")
    void leavesNothingOfAToken(Line line) {
        String token = invented.shaped(line.shape());

        String redacted = STANDARD.text(line.around(token)).text();

        assertFalse(redacted.contains(token.substring(token.length() - 6)), redacted);
    }

    @Test
    void takesForNoTokenWhatOnlyHasItsForm() {
        String masked = "xox" + "p-572370529330-573807301142-";
        List<String> texts = List.of(
                "see sgp_" + "5".repeat(16) + "_" + "a".repeat(24) + "b".repeat(16),
                "see GR1348941" + "123".repeat(7),
                "see " + masked + "#".repeat(24),
                "video_box.ico-" + invented.hex(32) + ".png");

        texts.forEach(text -> assertEquals(text, STANDARD.text(text).text()));
    }

    @Test
    void takesWhatPeopleMakeUpForATokenWhereItsPrefixIsRare() {
        List<String> tokens = List.of(
                "AGE-SECRET" + "-KEY-1" + "Q".repeat(58),
                "sk-ant" + "-api03-FAKE-" + "a1B2c3D4e5F6".repeat(6) + "-AA",
                "npm" + "_" + "FAKEfake".repeat(4) + "0000");

        tokens.forEach(token -> assertFalse(STANDARD.text("see " + token).text().contains(token.substring(12))));
    }

    @Test
    void knowsThePublishedFormatsOfAHundredAndFiftyProviders() throws IOException {
        long providers = lines().map(Line::provider).distinct().count();

        assertTrue(providers >= 150, "only " + providers);
    }

    @Test
    void saysOfNoMoreRulesThanBeforeThatTheirFormatIsUnverified() throws IOException {
        assertEquals(
                MOST_UNVERIFIED,
                lines().filter(line -> line.source().equals("unverified")).count(),
                "Lower the bound when a source was found");
    }

    private static List<Finding> findings(TextRedactor redactor, String text) {
        return redactor.find(text.toCharArray(), 0, text.length(), Budget.forValueOf(text.length()));
    }

    static Stream<Line> lines() throws IOException {
        try (InputStream in = StandardRulesTest.class.getResourceAsStream("tokens.tsv")) {
            String file = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return file.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(StandardRulesTest::parse);
        }
    }

    private static Line parse(String line) {
        String[] columns = line.split("\t", -1);
        try {
            return new Line(
                    columns[1],
                    columns[4],
                    columns[5],
                    RuleFile.read("rule", new StringReader(line)).get(0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
