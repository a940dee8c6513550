package hookline.processor;

import hookline.schemas.crypto.PayloadEncryption;
import hookline.schemas.crypto.Sealing;
import hookline.schemas.crypto.Unsealing;
import hookline.settings.InvalidSettingsException;
import hookline.settings.ProcessorSettings;
import hookline.settings.SecretSource;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keysets of a processor, ready to use.
 *
 * @param encryption empty where encryption was turned off by name
 */
record ProcessorKeys(Unsealing unsealing, Sealing sealing, Optional<PayloadEncryption> encryption) {
    private static final Logger log = LoggerFactory.getLogger(ProcessorKeys.class);

    /**
     * Reads and tries them.
     *
     * @throws InvalidSettingsException where one is unusable
     */
    static ProcessorKeys read(ProcessorSettings settings, InstantSource clock) {
        SecretSource sealing = settings.sealingKeyset();
        if (settings.encryptionKeyset().isEmpty()) {
            log.warn("HOOKLINE_ENCRYPTION is off: payloads are published redacted, but in the clear");
        }
        return new ProcessorKeys(
                usable(sealing, () -> Unsealing.with(() -> sealing.read().reveal(), clock, e -> warn(sealing, e))),
                usable(sealing, () -> Sealing.toOwner(() -> sealing.read().reveal(), clock, e -> warn(sealing, e))),
                settings.encryptionKeyset()
                        .map(keyset -> usable(
                                keyset,
                                () -> PayloadEncryption.with(
                                        () -> keyset.read().reveal(), clock, e -> warn(keyset, e)))));
    }

    private static void warn(SecretSource keyset, Exception failure) {
        log.warn(
                "{} cannot be read again, so the keys that were read last stay in use: {}",
                keyset.origin(),
                failure.getMessage());
    }

    private static <T> T usable(SecretSource keyset, Keys<T> keys) {
        try {
            return keys.get();
        } catch (GeneralSecurityException e) {
            throw InvalidSettingsException.of(
                    keyset.origin() + " is unusable: " + e.getMessage() + "; `hookline keys create` makes a good one");
        }
    }

    private interface Keys<T> {
        T get() throws GeneralSecurityException;
    }
}
