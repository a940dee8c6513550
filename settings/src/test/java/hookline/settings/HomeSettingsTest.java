package hookline.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HomeSettingsTest {
    @Test
    void hasDefaultsForAll() {
        assertEquals(
                new HomeSettings(Path.of("/home/someone/.hookline"), 1048576),
                HomeSettings.from(Environment.load(Map.of(), Path.of("/home/someone"))));
    }

    @Test
    void mapsEverySetting() {
        assertEquals(
                new HomeSettings(Path.of("/srv/hookline"), 2048),
                HomeSettings.from(
                        Environment.of(Map.of("HOOKLINE_HOME", "/srv/hookline", "HOOKLINE_MAX_PAYLOAD_SIZE", "2048"))));
    }

    @Test
    void checksWhatEveryProcessIsStartedWith() {
        String problem = Problems.single(Environment.of(Map.of("MAX_MEMORY_MB", "lots")), HomeSettings::from);

        assertTrue(problem.startsWith("MAX_MEMORY_MB (environment) is \"lots\""), problem);
    }

    @Test
    void refusesAHomeThatDependsOnTheWorkingDirectory() {
        String problem = Problems.single(Environment.of(Map.of("HOOKLINE_HOME", "events")), HomeSettings::from);

        assertTrue(problem.contains("absolute path"), problem);
    }
}
