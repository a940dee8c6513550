package hookline.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReaderSettingsTest {
    @Test
    void hasDefaultsForAllButTheServer() {
        Environment environment = Environment.of(Map.of("REDIS_HOST", "redis"));

        assertEquals(
                new ReaderSettings(RedisSettings.from(environment), 0, Optional.empty()),
                ReaderSettings.from(environment));
    }

    @Test
    void mapsEverySetting() {
        Environment environment = Environment.of(
                Map.of("REDIS_HOST", "redis", "HOOKLINE_PARTITIONS", "16", "HOOKLINE_ENCRYPTION_KEYSET", "keyset"));
        SecretSource keyset = new GivenSecret("HOOKLINE_ENCRYPTION_KEYSET (environment)", Secret.of("keyset"));

        assertEquals(
                new ReaderSettings(RedisSettings.from(environment), 16, Optional.of(keyset)),
                ReaderSettings.from(environment));
    }
}
