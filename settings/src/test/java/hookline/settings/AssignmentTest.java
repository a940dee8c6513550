package hookline.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AssignmentTest {
    @Test
    void takesUnquotedValuesUpToAComment() {
        assertValue("a b", "KEY=a b  # comment");
        assertValue("a#b", "KEY=a#b");
        assertValue("#a", "KEY=#a");
        assertValue("a=b", "  export\tKEY=a=b ");
        assertValue("a", "KEY= a");
        assertValue("a\\b'c", "KEY=a\\b'c");
        assertValue("", "KEY=");
        assertValue("", "KEY= # nothing");
    }

    @Test
    void takesSingleQuotedValuesAsTheyAre() {
        assertValue(" a # \"b\\n$c ", "KEY=' a # \"b\\n$c ' # comment");
        assertValue("", "KEY=''");
    }

    @Test
    void takesEscapesInDoubleQuotesOnly() {
        assertValue("a\"b\\c$d`e\\nf#g", "KEY=\"a\\\"b\\\\c\\$d\\`e\\nf#g\"");
    }

    @Test
    void expandsNothing() {
        assertValue("$(touch x)", "KEY=$(touch x)");
        assertValue("`touch x` ${HOME}", "KEY=\"`touch x` ${HOME}\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "KEY",
                "=a",
                "1KEY=a",
                "KEY =a",
                "K-EY=a",
                "KEY='a",
                "KEY=\"a",
                "KEY=\"a\\\"",
                "KEY='a'b",
                "KEY='a'#b",
                "export",
                "export KEY",
                "if [ -f x ]; then",
                "KEY: a"
            })
    void refusesWhatIsNoAssignment(String line) {
        assertEquals(Optional.empty(), Assignment.parse(line));
    }

    @Test
    void readsTheLongestLineInNoTime() {
        String escapes = "\\\"".repeat(32 * 1024);

        assertTimeoutPreemptively(
                Duration.ofSeconds(5), () -> assertValue("\"".repeat(32 * 1024), "KEY=\"" + escapes + '"'));
    }

    @Test
    void doesNotShowItsValue() {
        assertEquals("KEY", new Assignment("KEY", "sesame").toString());
    }

    private static void assertValue(String value, String line) {
        assertEquals(Optional.of(new Assignment("KEY", value)), Assignment.parse(line));
    }
}
