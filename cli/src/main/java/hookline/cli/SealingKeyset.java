package hookline.cli;

import hookline.schemas.crypto.Unsealing;
import hookline.settings.SecretSource;
import java.security.GeneralSecurityException;

/** The processors' key, or one line that says what is wrong with it. */
final class SealingKeyset {
    private SealingKeyset() {}

    static Unsealing unsealing(SecretSource source) {
        try {
            return Unsealing.with(source.read().reveal());
        } catch (GeneralSecurityException e) {
            throw new CommandFailedException(source.origin() + " is unusable: " + e.getMessage());
        }
    }
}
