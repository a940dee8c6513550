package hookline.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AgentSettingsTest {
    private static final SecretSource KEY =
            new GivenSecret("HOOKLINE_SEALING_PUBLIC_KEY (environment)", Secret.of("keyset"));
    private static final SecretSource TOKENS =
            new GivenSecret("HOOKLINE_AGENT_TOKEN (environment)", Secret.of("tokens"));

    @Test
    void hasDefaultsForAllButTheServerAndTheKey() {
        Environment environment =
                Environment.of(Map.of("REDIS_HOST", "redis", "HOOKLINE_SEALING_PUBLIC_KEY", "keyset"));

        assertEquals(
                new AgentSettings(
                        RedisSettings.from(environment),
                        Path.of(System.getProperty("user.home", "/")).resolve(".hookline"),
                        0,
                        1048576,
                        1 << 30,
                        true,
                        128,
                        Duration.ofMillis(5),
                        Duration.ofSeconds(10),
                        KEY,
                        AuditSettings.from(environment),
                        new Endpoint("127.0.0.1", 7720),
                        new IngestSettings(Optional.empty(), 10, Optional.empty())),
                AgentSettings.from(environment));
    }

    @Test
    void mapsEverySetting() {
        Environment environment = Environment.of(Map.ofEntries(
                Map.entry("REDIS_HOST", "redis"),
                Map.entry("HOOKLINE_HOME", "/srv/hookline/../events"),
                Map.entry("HOOKLINE_PARTITIONS", "16"),
                Map.entry("HOOKLINE_MAX_PAYLOAD_SIZE", "2048"),
                Map.entry("HOOKLINE_SPOOL_MAX_BYTES", "2 MiB"),
                Map.entry("HOOKLINE_TRIM", "off"),
                Map.entry("HOOKLINE_AGENT_RATE_LIMIT", "250"),
                Map.entry("HOOKLINE_BATCH_SIZE", "64"),
                Map.entry("HOOKLINE_BATCH_TIMEOUT", "20ms"),
                Map.entry("HOOKLINE_RESEND_WINDOW", "1m"),
                Map.entry("HOOKLINE_SEALING_PUBLIC_KEY", "keyset"),
                Map.entry("HOOKLINE_BIND_ADDRESS", "::1"),
                Map.entry("HOOKLINE_AGENT_PORT", "0"),
                Map.entry("HOOKLINE_AGENT_TOKEN", "tokens")));

        assertEquals(
                new AgentSettings(
                        RedisSettings.from(environment),
                        Path.of("/srv/events"),
                        16,
                        2048,
                        2 << 20,
                        false,
                        64,
                        Duration.ofMillis(20),
                        Duration.ofMinutes(1),
                        KEY,
                        AuditSettings.from(environment),
                        new Endpoint("::1", 0),
                        new IngestSettings(Optional.of(TOKENS), 250, Optional.empty())),
                AgentSettings.from(environment));
    }

    @Test
    void refusesToStartWithoutTheSealingKeyAndSaysHowToMakeIt() {
        String problem = Problems.single(Environment.of(Map.of("REDIS_HOST", "redis")), AgentSettings::from);

        assertTrue(problem.startsWith("HOOKLINE_SEALING_PUBLIC_KEY is not set"), problem);
        assertTrue(problem.contains("hookline keys create"), problem);
    }
}
