package hookline.settings;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What sensitive commands ask for beside the rights that somebody has.
 *
 * @param secret in Base32; empty where it is not set, and then it may be in the home
 * @param home where it is enrolled and where its state is kept
 */
public record SecondFactorSettings(Optional<SecretSource> secret, Path home) {
    public static SecondFactorSettings from(Environment environment) {
        return SettingValues.read(
                environment,
                values -> new SecondFactorSettings(
                        values.findSecret(HooklineVariables.TOTP_SECRET), values.folder(HooklineVariables.HOME)));
    }
}
