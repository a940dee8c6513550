package hookline.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LogLevelTest {
    @Test
    void isInfoUnlessSet() {
        assertEquals(LogLevel.INFO, LogLevel.from(Environment.of(Map.of())));
        assertEquals(LogLevel.TRACE, LogLevel.from(Environment.of(Map.of("HOOKLINE_LOG_LEVEL", "trace"))));
    }

    @Test
    void saysWhatIsAccepted() {
        assertEquals(
                "HOOKLINE_LOG_LEVEL (environment) is \"loud\"; accepted: error, warn, info, debug or trace",
                Problems.single(Environment.of(Map.of("HOOKLINE_LOG_LEVEL", "loud")), LogLevel::from));
    }
}
