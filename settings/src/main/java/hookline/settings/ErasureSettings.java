package hookline.settings;

import java.util.Optional;

/**
 * What erasing needs.
 *
 * @param sealingKeyset opens dead letters that do not show their session; empty where it is kept elsewhere
 */
public record ErasureSettings(RedisSettings redis, Optional<SecretSource> sealingKeyset) {
    public static ErasureSettings from(Environment environment) {
        return SettingValues.read(
                environment,
                values -> new ErasureSettings(
                        RedisSettings.from(values), values.findSecret(HooklineVariables.SEALING_KEYSET)));
    }
}
