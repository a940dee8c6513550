package hookline.processor;

import hookline.processor.redact.Fingerprint;
import hookline.processor.redact.InvalidRulesException;
import hookline.processor.redact.SecretRedaction;
import hookline.settings.InvalidSettingsException;
import hookline.settings.RedactionSettings;
import hookline.settings.SecretSource;

/** The redaction that the settings ask for, the same for all who redact. */
public final class ConfiguredRedaction {
    private ConfiguredRedaction() {}

    /**
     * Reads the rules file and the key.
     *
     * @throws InvalidRulesException naming all that is wrong with the rules file
     * @throws InvalidSettingsException where the key of the fingerprints is none
     * @throws hookline.settings.SecretUnavailableException where it cannot be read
     */
    public static SecretRedaction of(RedactionSettings settings) {
        SecretRedaction redaction = settings.rules().map(SecretRedaction::with).orElseGet(SecretRedaction::standard);
        return settings.fingerprintKey()
                .map(key -> redaction.marking(fingerprint(key)))
                .orElse(redaction);
    }

    private static Fingerprint fingerprint(SecretSource key) {
        try {
            return new Fingerprint(key.read().reveal().strip());
        } catch (IllegalArgumentException e) {
            throw InvalidSettingsException.of(key.origin() + ": " + e.getMessage());
        }
    }
}
