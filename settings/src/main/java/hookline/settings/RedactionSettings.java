package hookline.settings;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How secrets are taken out.
 *
 * @param rules a user's rules file
 * @param fingerprintKey empty where secrets get no fingerprint
 */
public record RedactionSettings(Optional<Path> rules, Optional<SecretSource> fingerprintKey) {
    /** The settings alone, for those who redact without processing. */
    public static RedactionSettings from(Environment environment) {
        return SettingValues.read(environment, RedactionSettings::from);
    }

    static RedactionSettings from(SettingValues values) {
        return new RedactionSettings(
                values.findPath(HooklineVariables.REDACTION_RULES),
                values.get(HooklineVariables.REDACTION_FINGERPRINT)
                        ? Optional.of(values.secret(HooklineVariables.REDACTION_FINGERPRINT_KEY))
                        : Optional.empty());
    }

    /** The same with another rules file. */
    public RedactionSettings withRules(Path other) {
        return new RedactionSettings(Optional.of(other), fingerprintKey);
    }
}
