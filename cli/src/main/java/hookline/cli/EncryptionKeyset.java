package hookline.cli;

import hookline.schemas.crypto.Keysets;
import hookline.schemas.crypto.PayloadDecryption;
import hookline.settings.Environment;
import hookline.settings.SecretSource;
import hookline.streams.audit.AuditAct;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;

/** The reader's key, or one line that says how to give it. */
final class EncryptionKeyset {
    private EncryptionKeyset() {}

    /** Opens payloads for a person, which is audited first. */
    static PayloadDecryption audited(Environment environment, Optional<SecretSource> keyset)
            throws IOException, GeneralSecurityException {
        PayloadDecryption decryption = decryption(keyset);
        List<String> ids = Keysets.keyIds(keyset.orElseThrow().read().reveal());
        CommandAudit.write(environment, AuditAct.EVENTS_DECRYPTED, String.join(" ", ids));
        return decryption;
    }

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
