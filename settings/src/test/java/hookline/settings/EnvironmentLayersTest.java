package hookline.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EnvironmentLayersTest {
    private static final Map<String, String> USERS =
            Map.of("REDIS_HOST", "users", "REDIS_TLS", "true", "HOOKLINE_BATCH_SIZE", "7");
    private static final Map<String, String> OURS = Map.of("REDIS_HOST", "ours", "REDIS_PORT", "7000");

    private static HostAndPort node(Environment environment) {
        return RedisSettings.from(environment).nodes().get(0);
    }

    @Test
    void anOverridingRedisComesWithNothingOfTheOther() {
        Environment environment = Environment.of(USERS).overriddenBy(OURS, "up");
        assertEquals(new HostAndPort("ours", 7000), node(environment));
        assertFalse(RedisSettings.from(environment).tls().enabled());
    }

    @Test
    void aRedisToFallBackToDoesNotMixWithAChosenOne() {
        Environment chosen = Environment.of(USERS).fallingBackTo(OURS, "up");
        assertEquals(new HostAndPort("users", 6379), node(chosen));
        assertTrue(RedisSettings.from(chosen).tls().enabled());
        assertEquals(
                new HostAndPort("ours", 7000), node(Environment.of(Map.of()).fallingBackTo(OURS, "up")));
    }

    @Test
    void networkRulesAreForTheRedisThatWasChosenAndNotForOurs() {
        Map<String, String> rules = Map.of("HOOKLINE_REQUIRE_INTERFACE", "tun0");
        assertEquals(Optional.empty(), required(Environment.of(rules).fallingBackTo(OURS, "up")));
        assertEquals(Optional.empty(), required(Environment.of(rules).overriddenBy(OURS, "up")));
        Environment chosen = Environment.of(Map.of("REDIS_HOST", "users", "HOOKLINE_REQUIRE_INTERFACE", "tun0"));
        assertEquals(Optional.of("tun0"), required(chosen.fallingBackTo(OURS, "up")));
        assertEquals(Optional.of("tun0"), required(chosen.fallingBackTo(Map.of("HOOKLINE_HOME", "/h"), "up")));
    }

    private static Optional<String> required(Environment environment) {
        return RedisSettings.from(environment).network().requiredInterface();
    }

    @Test
    void unknownNamesAreFoundInEveryLayerAndToldOnce() {
        Environment environment = Environment.of(Map.of("HOOKLINE_BATCHSIZE", "1"))
                .fallingBackTo(OURS, "up")
                .overriddenBy(Map.of("HOOKLINE_HOMES", "x"), "test");
        List<String> problems = assertThrows(InvalidSettingsException.class, () -> RedisSettings.from(environment))
                .problems();
        assertEquals(2, problems.size());
    }
}
