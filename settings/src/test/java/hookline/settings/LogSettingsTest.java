package hookline.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LogSettingsTest {
    @Test
    void areReadableLinesOfInfoUnlessSet() {
        assertEquals(new LogSettings(LogLevel.INFO, LogFormat.TEXT), LogSettings.from(Environment.of(Map.of())));
        assertEquals(
                new LogSettings(LogLevel.TRACE, LogFormat.JSON),
                LogSettings.from(Environment.of(Map.of("HOOKLINE_LOG_LEVEL", "trace", "HOOKLINE_LOG_FORMAT", "json"))));
    }

    @Test
    void saysWhatIsAccepted() {
        assertEquals(
                "HOOKLINE_LOG_LEVEL (environment) is \"loud\"; accepted: error, warn, info, debug or trace",
                Problems.single(Environment.of(Map.of("HOOKLINE_LOG_LEVEL", "loud")), LogSettings::from));
    }
}
