package hookline.processor.redact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleFileTest {
    @Test
    void knowsTheCommonProviders() {
        List<String> ids = RuleFile.standard().stream().map(TokenRule::id).toList();

        assertTrue(ids.containsAll(List.of("github", "gitlab", "slack", "stripe", "anthropic", "npm", "jwt")));
    }

    @Test
    void takesKeywordsFromTheShapeOrTheColumn() throws IOException {
        List<TokenRule> rules = read(
                "# note\n\na\tA\tprefix\t=\tTok_{alnum:4}\tunverified\nb\tB\tname\tfoo BAR\t{hex:8}\thttps://b.test\n");

        assertEquals(List.of("tok_"), rules.get(0).keywords());
        assertEquals(List.of("foo", "bar"), rules.get(1).keywords());
    }

    @Test
    void wantsADigitWhereTheShapeDoes() throws IOException {
        TokenRule rule = read("a\tA\tprefix\t=\ttok_{word#:8+}\tunverified\n").get(0);
        String prose = "tok_of_my_friend";
        String token = "tok_of7my_friend";

        assertEquals(-1, rule.shape().match(new Scan(prose.toCharArray(), 0, prose.length()), 0));
        assertEquals(token.length(), rule.shape().match(new Scan(token.toCharArray(), 0, token.length()), 0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a A prefix =                          | 4 columns instead of 6",
                "a/b A prefix = tok_{hex:4} unverified | is not a rule id",
                "a A prefix = tok_{hax:4} unverified   | no character class",
                "a A prefix = tok_{hex:4 unverified    | unclosed {",
                "a A prefix tok tok_ unverified        | has no {class:count}",
                "a A prefix = t{hex:4} unverified      | less than three fixed characters",
                "a A prefix = tok_{hex:4} http://a.test | is neither an https address nor unverified"
            })
    void namesTheLineOfAMistake(String line, String complaint) {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class, () -> read("#\n" + line.strip().replace(' ', '\t')));

        String message = String.valueOf(refused.getMessage());
        assertTrue(message.startsWith("rules:2: ") && message.contains(complaint), message);
    }

    private static List<TokenRule> read(String text) throws IOException {
        return RuleFile.read("rules", new StringReader(text));
    }
}
