package hookline.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProcessorSettingsTest {
    private static final SecretSource SEALING =
            new GivenSecret("HOOKLINE_SEALING_KEYSET (environment)", Secret.of("sealing"));
    private static final SecretSource ENCRYPTION =
            new GivenSecret("HOOKLINE_ENCRYPTION_KEYSET (environment)", Secret.of("encryption"));

    @Test
    void hasDefaultsForAllButTheServerAndTheKeys() {
        Environment environment = Environment.of(minimum());
        ProcessorSettings settings = ProcessorSettings.from(environment);

        assertEquals(
                new ProcessorSettings(
                        RedisSettings.from(environment),
                        0,
                        settings.member(),
                        Math.min(256, Runtime.getRuntime().availableProcessors()),
                        1048576,
                        UnknownEvents.ACCEPT,
                        false,
                        new RedactionSettings(Optional.empty(), Optional.empty()),
                        Duration.ofSeconds(30),
                        5,
                        SEALING,
                        Optional.of(ENCRYPTION),
                        new Endpoint("127.0.0.1", 7722)),
                settings);
        assertTrue(settings.member().endsWith("-" + ProcessHandle.current().pid()), settings.member());
    }

    @Test
    void mapsEverySetting() {
        Map<String, String> env = minimum();
        env.putAll(Map.of(
                "HOOKLINE_PARTITIONS", "16",
                "HOOKLINE_MEMBER", "processor-1",
                "HOOKLINE_MAX_CONCURRENT", "3",
                "HOOKLINE_MAX_PAYLOAD_SIZE", "2048",
                "HOOKLINE_UNKNOWN_EVENTS", "reject",
                "HOOKLINE_REQUIRE_SEALED", "true",
                "HOOKLINE_CLAIM_IDLE", "5s",
                "HOOKLINE_MAX_DELIVERIES", "2",
                "HOOKLINE_BIND_ADDRESS", "0.0.0.0",
                "HOOKLINE_PROCESSOR_PORT", "8080"));
        env.put("HOOKLINE_REDACTION_RULES", "/etc/hookline/my.rules");
        env.put("HOOKLINE_REDACTION_FINGERPRINT", "true");
        env.put("HOOKLINE_REDACTION_FINGERPRINT_KEY", "a key");
        Environment environment = Environment.of(env);

        assertEquals(
                new ProcessorSettings(
                        RedisSettings.from(environment),
                        16,
                        "processor-1",
                        3,
                        2048,
                        UnknownEvents.REJECT,
                        true,
                        new RedactionSettings(
                                Optional.of(Path.of("/etc/hookline/my.rules")),
                                Optional.of(new GivenSecret(
                                        "HOOKLINE_REDACTION_FINGERPRINT_KEY (environment)", Secret.of("a key")))),
                        Duration.ofSeconds(5),
                        2,
                        SEALING,
                        Optional.of(ENCRYPTION),
                        new Endpoint("0.0.0.0", 8080)),
                ProcessorSettings.from(environment));
    }

    @Test
    void refusesToStartWithoutKeysets() {
        List<String> problems = Problems.of(Environment.of(Map.of("REDIS_HOST", "redis")), ProcessorSettings::from);

        assertEquals(2, problems.size());
        assertTrue(problems.get(0).startsWith("HOOKLINE_SEALING_KEYSET is not set"), problems::toString);
        assertTrue(problems.get(1).startsWith("HOOKLINE_ENCRYPTION_KEYSET is not set"), problems::toString);
        problems.forEach(problem -> assertTrue(problem.contains("hookline keys create"), problem));
    }

    @Test
    void goesWithoutTheEncryptionKeysetOnlyWhenEncryptionIsOff() {
        Map<String, String> env = minimum();
        env.put("HOOKLINE_ENCRYPTION", "off");
        assertEquals(
                Optional.empty(), ProcessorSettings.from(Environment.of(env)).encryptionKeyset());

        env.put("HOOKLINE_ENCRYPTION", "no");
        assertTrue(Problems.single(Environment.of(env), ProcessorSettings::from).endsWith("accepted: on or off"));
    }

    private static Map<String, String> minimum() {
        return new HashMap<>(Map.of(
                "REDIS_HOST", "redis",
                "HOOKLINE_SEALING_KEYSET", "sealing",
                "HOOKLINE_ENCRYPTION_KEYSET", "encryption"));
    }
}
