package hookline.cli;

import hookline.schemas.crypto.PayloadDecryption;
import hookline.settings.SecretSource;
import java.security.GeneralSecurityException;
import java.util.Optional;

/** The reader's key, or one line that says how to give it. */
final class EncryptionKeyset {
    private EncryptionKeyset() {}

    static PayloadDecryption decryption(Optional<SecretSource> keyset) {
        SecretSource source = keyset.orElseThrow(() -> new CommandFailedException(
                "No key to decrypt with: set HOOKLINE_ENCRYPTION_KEYSET_FILE to the encryption keyset's file"));
        try {
            return PayloadDecryption.with(source.read().reveal());
        } catch (GeneralSecurityException e) {
            throw new CommandFailedException(source.origin() + " is unusable: " + e.getMessage());
        }
    }
}
