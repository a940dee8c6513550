package hookline.processor.redact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserRulesTest {
    private final Invented invented = new Invented();

    private static SecretRedaction with(String... lines) {
        return SecretRedaction.with(UserRules.parse("my.rules", String.join("\n", lines)));
    }

    @Test
    void aTokenOfOnesOwnIsFoundWhereverItStands() {
        SecretRedaction redaction = with("# ours", "", "token my-company prefix = myc_{alnum:32}");
        String token = "myc_" + invented.alnum(32);
        assertEquals(
                "use [REDACTED:my-company] now",
                redaction.text("use " + token + " now").text());
        assertEquals(
                "{\"a\":\"[REDACTED:my-company]\"}",
                redaction.json("{\"a\":\"" + token + "\"}").text());
        assertEquals(
                "use " + token + " now",
                SecretRedaction.standard().text("use " + token + " now").text());
    }

    @Test
    void oneWithTheIdOfAStandardRuleTakesItsPlace() {
        SecretRedaction redaction = with("token github-token prefix = ghx_{alnum:36}");
        List<TokenRule> rules =
                UserRules.parse("r", "token npm prefix = npx_{alnum:36}").merged(RuleFile.standard());
        assertEquals(1, rules.stream().filter(rule -> rule.id().equals("npm")).count());
        String token = "ghx_" + invented.alnum(36);
        assertTrue(redaction.text(token).text().startsWith("[REDACTED:"));
    }

    @Test
    void aDisabledRuleFindsNothingAndTheOthersStillDo() {
        SecretRedaction redaction = with("disable email");
        String text = "me@example.org pays with 4111111111111111";
        assertEquals(
                "me@example.org pays with [CREDIT_CARD]", redaction.text(text).text());
        assertEquals(List.of("rule email is disabled"), redaction.weakenings());
    }

    @Test
    void anAllowedValueIsLeftWhateverRuleFindsItAndNoOtherIs() {
        String value = invented.password();
        String other = invented.github();
        for (String allow : List.of("allow value " + value, "allow sha256 " + RedactionRules.sha256(value))) {
            SecretRedaction redaction = with(allow);
            String json = "{\"password\":\"" + value + "\",\"apiKey\":\"" + other + "\"}";
            assertEquals(
                    "{\"password\":\"" + value + "\",\"apiKey\":\"[REDACTED]\"}",
                    redaction.json(json).text());
            assertEquals(
                    "DB_PASSWORD=" + value,
                    redaction.text("DB_PASSWORD=" + value).text());
            assertEquals(List.of("1 values are allowed"), redaction.weakenings());
        }
    }

    @Test
    void anAllowedPathIsLeftWithAllThatIsInIt() {
        SecretRedaction redaction = with("allow path tool_input.fixture");
        String token = invented.github();
        String json = "{\"tool_input\":{\"fixture\":{\"password\":\"x1y2\",\"a\":[\"" + token + "\"]},\"other\":\""
                + token + "\"},\"fixture\":\"" + token + "\"}";
        assertEquals(
                "{\"tool_input\":{\"fixture\":{\"password\":\"x1y2\",\"a\":[\"" + token
                        + "\"]},\"other\":\"[REDACTED:github]\"},\"fixture\":\"[REDACTED:github]\"}",
                redaction.json(json).text().replaceAll("REDACTED:github[a-z-]*", "REDACTED:github"));
        assertEquals(List.of("the values at tool_input.fixture are allowed"), redaction.weakenings());
    }

    @Test
    void aNameCanBeMadeSecretOrHarmless() {
        SecretRedaction redaction = with("secret launch-word", "harmless session_token");
        assertEquals(
                "{\"myLaunchWord\":\"[REDACTED]\",\"session_token\":\"abc\"}",
                redaction
                        .json("{\"myLaunchWord\":\"abc\",\"session_token\":\"abc\"}")
                        .text());
        assertEquals(
                "launchword=[REDACTED:assigned]",
                redaction.text("launchword=tomato42").text());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "forget email | my.rules:2: \"forget\" is no statement; there are token, disable, enable, allow, secret and harmless",
                "disable emial | my.rules:2: there is no rule emial; [REDACTED:<id>] shows ids where they act",
                "disable key-name | my.rules:2: key-name cannot be disabled; use harmless NAME or allow path PATH",
                "enable phones | my.rules:2: \"phones\" cannot be enabled; there are [ip-address, phone-number]",
                "allow value x | my.rules:2: an allowed value has at least 4 characters",
                "allow sha256 12 | my.rules:2: a SHA-256 has 64 hexadecimal digits",
                "allow path | my.rules:2: write: allow path NAME.NAME, such as tool_input.file_path",
                "secret ab | my.rules:2: a name has at least three letters or digits",
                "token x prefix = ab | my.rules:2: shape \"ab\" starts with less than three fixed characters"
            })
    void aMistakeIsNamedWithItsLine(String line, String message) {
        InvalidRulesException e = assertThrows(InvalidRulesException.class, () -> with("# first", line));
        assertEquals(message, e.getMessage());
    }

    @Test
    void allMistakesAreNamedTogether() {
        InvalidRulesException e = assertThrows(InvalidRulesException.class, () -> with("a", "disable email", "b"));
        assertEquals(2, String.valueOf(e.getMessage()).lines().count());
    }

    @Test
    void aFileThatCannotBeReadIsNamed(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("rules");
        assertTrue(message(file).contains("cannot be read (NoSuchFileException)"));
        Files.write(file, new byte[] {(byte) 0xff});
        assertTrue(message(file).contains("is not UTF-8 text"));
        Files.writeString(file, "#".repeat((1 << 20) + 1));
        assertTrue(message(file).contains("is larger than 1 MiB"));
    }

    private static String message(Path file) {
        return String.valueOf(assertThrows(InvalidRulesException.class, () -> SecretRedaction.with(file))
                .getMessage());
    }
}
