package hookline.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AuditSettingsTest {
    @Test
    void nothingHasToBeSet() {
        assertEquals(
                new AuditSettings(Optional.empty(), Optional.empty(), Duration.ofDays(400), Optional.empty()),
                AuditSettings.from(Environment.of(Map.of())));
    }

    @Test
    void mapsEverySetting() {
        Environment environment = Environment.of(Map.of(
                "REDIS_HOST", "redis",
                "REDIS_USERNAME", "auditor",
                "HOOKLINE_AUDIT_KEY", "a key",
                "HOOKLINE_AUDIT_FILE", "/var/log/audit.jsonl",
                "HOOKLINE_AUDIT_RETENTION", "2d"));
        AuditSettings settings = AuditSettings.from(environment);
        assertEquals(
                new AuditSettings(
                        Optional.of(new GivenSecret("HOOKLINE_AUDIT_KEY (environment)", Secret.of("a key"))),
                        Optional.of(Path.of("/var/log/audit.jsonl")),
                        Duration.ofDays(2),
                        Optional.of(RedisSettings.from(environment))),
                settings);
        assertEquals("auditor", settings.redisUser());
        assertTrue(settings.who().startsWith(System.getProperty("user.name") + "@"), settings.who());
    }

    @Test
    void namesWhatWasChosenAgainstPrivacy() {
        assertEquals(List.of(), WeakenedPrivacy.in(Environment.of(Map.of())));
        assertEquals(
                List.of("HOOKLINE_ENCRYPTION", "REDIS_TLS_SKIP_VERIFY", "HOOKLINE_BIND_ADDRESS"),
                WeakenedPrivacy.in(Environment.of(Map.of(
                        "HOOKLINE_ENCRYPTION", "off",
                        "REDIS_TLS_SKIP_VERIFY", "true",
                        "HOOKLINE_BIND_ADDRESS", "0.0.0.0"))));
    }
}
