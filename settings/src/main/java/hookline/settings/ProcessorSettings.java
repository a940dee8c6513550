package hookline.settings;

import java.time.Duration;
import java.util.Optional;

/**
 * What the processor needs to turn raw events into published ones.
 *
 * @param partitions 0 to adopt what Redis has stored
 * @param maxPayloadSize in bytes
 * @param requireSealed whether plain entries are refused
 * @param encryptionKeyset empty only when encryption was switched off by name
 */
public record ProcessorSettings(
        RedisSettings redis,
        int partitions,
        String member,
        int maxConcurrent,
        int maxPayloadSize,
        UnknownEvents unknownEvents,
        boolean requireSealed,
        RedactionSettings redaction,
        Duration claimIdle,
        int maxDeliveries,
        SecretSource sealingKeyset,
        Optional<SecretSource> encryptionKeyset,
        Endpoint endpoint) {

    public static ProcessorSettings from(Environment environment) {
        return SettingValues.read(
                environment,
                values -> new ProcessorSettings(
                        RedisSettings.from(values),
                        values.find(HooklineVariables.PARTITIONS).orElse(0),
                        values.get(HooklineVariables.MEMBER),
                        values.get(HooklineVariables.MAX_CONCURRENT),
                        values.get(HooklineVariables.MAX_PAYLOAD_SIZE),
                        values.get(HooklineVariables.UNKNOWN_EVENTS),
                        values.get(HooklineVariables.REQUIRE_SEALED),
                        RedactionSettings.from(values),
                        values.get(HooklineVariables.CLAIM_IDLE),
                        values.get(HooklineVariables.MAX_DELIVERIES),
                        values.secret(HooklineVariables.SEALING_KEYSET),
                        encryptionKeyset(values),
                        Endpoint.from(values, HooklineVariables.PROCESSOR_PORT)));
    }

    private static Optional<SecretSource> encryptionKeyset(SettingValues values) {
        return values.get(HooklineVariables.ENCRYPTION)
                ? Optional.of(values.secret(HooklineVariables.ENCRYPTION_KEYSET))
                : Optional.empty();
    }
}
