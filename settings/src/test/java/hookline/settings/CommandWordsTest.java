package hookline.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandWordsTest {
    @Test
    void splitsAtBlanks() {
        assertSplits("vault kv  get\t-field=password redis ", "vault", "kv", "get", "-field=password", "redis");
    }

    @Test
    void keepsQuotedBlanksAndJoinsAdjacentParts() {
        assertSplits("cat '/a b/c' \"d e\"f'g'", "cat", "/a b/c", "d efg");
        assertSplits("cat '' \"\"", "cat", "", "");
    }

    @Test
    void takesEscapedCharactersAsTheyAre() {
        assertSplits("cat a\\ b \\\\ \\'", "cat", "a b", "\\", "'");
        assertSplits("cat \"\\\"\\\\\\$\\n\"", "cat", "\"\\$\\n");
        assertSplits("cat 'a\\b'", "cat", "a\\b");
    }

    @Test
    void expandsNothing() {
        assertSplits("echo $HOME $(id) `id` *.txt ~ a;b", "echo", "$HOME", "$(id)", "`id`", "*.txt", "~", "a;b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "cat 'a", "cat \"a", "cat a\\", "cat \"a\\\""})
    void refusesALineThatIsNotFinished(String line) {
        assertEquals(Optional.empty(), CommandWords.split(line));
    }

    private static void assertSplits(String line, String... words) {
        assertEquals(Optional.of(List.of(words)), CommandWords.split(line));
    }
}
