package hookline.settings;

import java.time.Duration;
import java.util.Optional;

/**
 * What the retention worker needs to know what is old.
 *
 * @param partitions 0 to adopt what Redis has stored
 * @param age what is older is removed
 * @param deadLetterAge the same for dead letters
 * @param rawMaxAge how long an event may wait for a processor; empty for no limit
 * @param maxBytes what published events may take together; empty for no limit
 * @param dedupeWindow no event younger than this is removed, whatever the age says
 * @param erasureMemory how long what was erased is refused
 */
public record RetentionSettings(
        RedisSettings redis,
        int partitions,
        Duration age,
        Duration deadLetterAge,
        Optional<Duration> rawMaxAge,
        Optional<Long> maxBytes,
        Duration dedupeWindow,
        Duration erasureMemory,
        AuditSettings audit,
        Endpoint endpoint) {

    public static RetentionSettings from(Environment environment) {
        return SettingValues.read(
                environment,
                values -> new RetentionSettings(
                        RedisSettings.from(values),
                        values.find(HooklineVariables.PARTITIONS).orElse(0),
                        values.get(HooklineVariables.RETENTION_DAYS),
                        values.find(HooklineVariables.DEAD_LETTER_RETENTION)
                                .orElseGet(() -> values.get(HooklineVariables.RETENTION_DAYS)),
                        values.find(HooklineVariables.RAW_MAX_AGE),
                        values.find(HooklineVariables.RETENTION_MAX_BYTES),
                        values.get(HooklineVariables.DEDUPE_WINDOW),
                        values.get(HooklineVariables.ERASURE_MEMORY),
                        AuditSettings.from(values),
                        Endpoint.from(values, HooklineVariables.RETENTION_PORT)));
    }
}
