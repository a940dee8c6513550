package hookline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import hookline.processor.redact.SecretRedaction;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ExplanationTest {
    private static final String SECRET = "tr0ub4dor" + "&3";

    private final SecretRedaction redaction = SecretRedaction.standard();
    private final Explanation explanation = new Explanation(redaction, false);

    @Test
    void countsLinesAndCharactersFromOne() {
        explanation.of(redaction.text("nothing here"));

        assertEquals(
                List.of("line 2, characters 13 to 23: assigned, assigned to a name that announces a secret"),
                explanation.of(redaction.text("DB_PASSWORD=" + SECRET)));
    }

    @Test
    void namesThePlaceInJsonAndInJsonInsideOfIt() {
        String json = "{\"a\":[0,\"{\\\"b\\\":\\\"PWD=1\\\",\\\"password\\\":\\\"" + SECRET + "\\\"}\"]}";

        assertEquals(
                List.of("line 1, /a/1/password, characters 1 to 13: key-name,"
                        + " the value of a JSON name that announces a secret"),
                explanation.of(redaction.json(json)));
    }

    @Test
    void saysWhichProviderATokenIsOf() {
        String token = "glp" + "at-" + "Zk3mQ8vT1x" + "R7bN5wY2pL";

        assertEquals(
                List.of("line 1, characters 5 to 30: gitlab, a token of GitLab, known by its form"),
                explanation.of(redaction.text("use " + token)));
    }

    @Test
    void aSecretInANameIsNotShown() {
        List<String> lines =
                explanation.of(redaction.json("{\"export DB_PASSWORD=" + SECRET + "\":{\"password\":\"x1y2z3\"}}"));

        assertEquals(2, lines.size());
        assertFalse(String.join("\n", lines).contains(SECRET));
    }

    @Test
    void isJsonWhereAProgramReadsIt() {
        assertEquals(
                List.of("{\"line\":1,\"place\":\"/password\",\"start\":0,\"end\":13,\"rule\":\"key-name\","
                        + "\"why\":\"the value of a JSON name that announces a secret\"}"),
                new Explanation(redaction, true).of(redaction.json("{\"password\":\"" + SECRET + "\"}")));
    }
}
