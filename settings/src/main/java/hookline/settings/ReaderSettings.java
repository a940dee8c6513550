package hookline.settings;

import java.util.Optional;

/**
 * What the commands need that show what was published.
 *
 * @param partitions 0 to adopt what Redis has stored
 * @param encryptionKeyset empty for a reader that shows payloads as they are
 */
public record ReaderSettings(RedisSettings redis, int partitions, Optional<SecretSource> encryptionKeyset) {
    public static ReaderSettings from(Environment environment) {
        return SettingValues.read(
                environment,
                values -> new ReaderSettings(
                        RedisSettings.from(values),
                        values.find(HooklineVariables.PARTITIONS).orElse(0),
                        values.findSecret(HooklineVariables.ENCRYPTION_KEYSET)));
    }

    /** The keyset alone, for those who read from a file and need no Redis. */
    public static Optional<SecretSource> keyset(Environment environment) {
        return SettingValues.read(environment, values -> values.findSecret(HooklineVariables.ENCRYPTION_KEYSET));
    }

    /** The passphrase that events of the publisher before Hookline were encrypted with. */
    public static Optional<SecretSource> olderPassphrase(Environment environment) {
        return SettingValues.read(environment, values -> values.findSecret(HooklineVariables.OLDER_PASSPHRASE));
    }
}
