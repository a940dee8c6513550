package hookline.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadFactsTest {
    @Test
    void aToolCallTellsItsIdItsAgentAndItsCommand() {
        PayloadFacts facts = PayloadFacts.of(
                "{\"tool_use_id\":\"t1\",\"agent_id\":\"a1\",\"agent_type\":\"explorer\",\"n\":1,\"deep\":{\"prompt\":\"no\"},"
                        + "\"tool_input\":{\"description\":\"lists\",\"command\":\"ls\",\"timeout\":5,\"list\":[1]}}");
        assertEquals(new PayloadFacts("t1", "a1", "explorer", "ls"), facts);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"prompt\":\"do it\"}|do it",
                "{\"message\":\"hello\",\"source\":\"x\"}|hello",
                "{\"tool_input\":\"text\",\"error\":\"failed\"}|failed",
                "{\"tool_input\":{\"command\":\" \",\"file_path\":\"/a\"}}|/a",
                "{\"prompt\":7}|''"
            })
    void whatSaysMostIsShown(String payload, String words) {
        assertEquals(words, PayloadFacts.of(payload).words());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "7", "{\"prompt\":\"open", "not json"})
    void whatCannotBeReadHasNoFacts(String payload) {
        assertEquals(PayloadFacts.NONE, PayloadFacts.of(payload));
    }

    @Test
    void longTextsAreCutBetweenCharacters() {
        String words = PayloadFacts.of("{\"prompt\":\"" + "x".repeat(199) + "\uD83D\uDE00 tail\"}")
                .words();
        assertEquals("x".repeat(199) + "…", words);
        assertTrue(PayloadFacts.of("{\"prompt\":\"" + "x".repeat(200) + "\"}")
                .words()
                .endsWith("x"));
    }
}
