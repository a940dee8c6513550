package hookline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import hookline.settings.LogFormat;
import hookline.settings.LogLevel;
import hookline.settings.LogSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class LoggingTest {
    private static final Logger log = LoggerFactory.getLogger("hookline.cli.LoggingTest");

    private final PrintStream stderr = System.err;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @BeforeEach
    void collect() {
        System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void release() {
        System.setErr(stderr);
        Logging.ofCommand();
    }

    private List<String> lines() {
        return written.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void jsonIsOneObjectALineWhateverTheMessageHolds() throws IOException {
        Logging.ofService(new LogSettings(LogLevel.INFO, LogFormat.JSON));
        log.warn("Odd: {}", "\"quoted\"\nand on");
        log.debug("not said");
        log.error("A bug", new IllegalStateException("broken"));
        assertEquals(2, lines().size());
        Map<String, String> first = members(lines().get(0));
        assertEquals("WARN", first.get("level"));
        assertEquals("Odd: \"quoted\"\nand on", first.get("formattedMessage"));
        assertEquals("hookline.cli.LoggingTest", first.get("loggerName"));
        assertTrue(Long.parseLong(first.get("timestamp")) > 1_700_000_000_000L, first::toString);
        assertEquals("broken", members(lines().get(1)).get("message"));
    }

    @Test
    void textIsOneReadableLine() {
        Logging.ofService(new LogSettings(LogLevel.DEBUG, LogFormat.TEXT));
        log.debug("said");
        assertEquals(1, lines().size());
        assertTrue(
                lines().get(0).matches("\\d{4}-\\d\\d-\\d\\dT\\S+ DEBUG +\\[.+\\] LoggingTest: said"),
                lines()::toString);
    }

    /** Strings and numbers by name, those of inner objects included. */
    private static Map<String, String> members(String line) throws IOException {
        Map<String, String> members = new TreeMap<>();
        try (JsonParser parser = new JsonFactory().createParser(line)) {
            assertEquals(JsonToken.START_OBJECT, parser.nextToken());
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isScalarValue() && parser.currentName() != null) {
                    members.putIfAbsent(parser.currentName(), parser.getText());
                }
            }
        }
        return members;
    }
}
