package hookline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class EventLineTest {
    private static final EventLine LINE = new EventLine(ZoneOffset.UTC, 160, false);

    private static String event(String payload) {
        return "{\"id\":\"x\",\"hook_type\":\"pre_tool_use\",\"timestamp\":\"2026-11-22T10:30:22.123Z\","
                + "\"session_id\":\"7e59ccf7-9d0c-4f5e\",\"sequence\":1,"
                + "\"core\":{\"status\":\"success\",\"execution_time_ms\":4},\"payload\":" + payload + "}";
    }

    @Test
    void anEncryptedEventShowsNoMoreThanItsToolName() {
        assertEquals(
                "10:30:22.123  7e59ccf7  pre_tool_use          Bash          success      4 ms",
                LINE.of(event("{\"encrypted\":true,\"data\":\"AAAA\",\"tool_name\":\"Bash\"}")));
    }

    @Test
    void aReadableEventShowsWhatItIsAbout() {
        assertTrue(LINE.of(event("{\"tool_name\":\"Bash\",\"tool_input\":{\"command\":\"mvn verify\",\"x\":[1,{}]}}"))
                .endsWith("4 ms  mvn verify"));
        assertTrue(LINE.of(event("{\"prompt\":\"Do it\"}")).endsWith("4 ms  Do it"));
    }

    @Test
    void controlCharactersNeverReachTheTerminal() {
        String shown = LINE.of(event("{\"tool_name\":\"a\\u001b[31m\",\"prompt\":\"b\\nc\\u009bd\\u202ee\"}"));
        assertTrue(shown.contains("a?[31m"), shown);
        assertTrue(shown.endsWith("b?c?d?e"), shown);
    }

    @Test
    void aLineIsCutToTheWidth() {
        String shown = new EventLine(ZoneOffset.UTC, 100, false).of(event("{\"prompt\":\"" + "y".repeat(900) + "\"}"));
        assertEquals(100, shown.length());
        assertTrue(shown.endsWith("y…"));
    }

    @Test
    void onlyColourHasEscapes() {
        String error = event("{}").replace("success", "error");
        assertTrue(new EventLine(ZoneOffset.UTC, 160, true).of(error).startsWith("\u001b[31m10:30"));
        assertTrue(LINE.of(error).chars().noneMatch(c -> c == 27));
    }

    @Test
    void whatIsNoEventIsALineToo() {
        assertTrue(LINE.of("{\"hook_type\":\"x\",").contains("x"));
        assertTrue(LINE.of("no").contains("unreadable"));
    }
}
