package hookline.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetentionSettingsTest {
    @Test
    void hasDefaultsForAllButTheServer() {
        Environment environment = Environment.of(Map.of("REDIS_HOST", "redis"));

        assertEquals(
                new RetentionSettings(
                        RedisSettings.from(environment),
                        0,
                        Duration.ofDays(30),
                        Duration.ofDays(30),
                        Optional.empty(),
                        Optional.empty(),
                        Duration.ofHours(1),
                        Duration.ofDays(400),
                        AuditSettings.from(environment),
                        new Endpoint("127.0.0.1", 7723)),
                RetentionSettings.from(environment));
    }

    @Test
    void mapsEverySetting() {
        Environment environment = Environment.of(Map.of(
                "REDIS_HOST", "redis",
                "HOOKLINE_PARTITIONS", "16",
                "HOOKLINE_RETENTION_DAYS", "0.25",
                "HOOKLINE_RETENTION_MAX_BYTES", "3GiB",
                "HOOKLINE_DEAD_LETTER_RETENTION", "90d",
                "HOOKLINE_RAW_MAX_AGE", "7d",
                "HOOKLINE_DEDUPE_WINDOW", "90",
                "HOOKLINE_ERASURE_MEMORY", "30d",
                "HOOKLINE_BIND_ADDRESS", "0.0.0.0",
                "HOOKLINE_RETENTION_PORT", "0"));

        assertEquals(
                new RetentionSettings(
                        RedisSettings.from(environment),
                        16,
                        Duration.ofHours(6),
                        Duration.ofDays(90),
                        Optional.of(Duration.ofDays(7)),
                        Optional.of(3L << 30),
                        Duration.ofSeconds(90),
                        Duration.ofDays(30),
                        AuditSettings.from(environment),
                        new Endpoint("0.0.0.0", 0)),
                RetentionSettings.from(environment));
    }

    @Test
    void refusesToKeepNothing() {
        String problem = Problems.single(
                Environment.of(Map.of("REDIS_HOST", "redis", "RETENTION_DAYS", "0")), RetentionSettings::from);

        assertTrue(problem.startsWith("RETENTION_DAYS (environment) is \"0\""), problem);
    }
}
