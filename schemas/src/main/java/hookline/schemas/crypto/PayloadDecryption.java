package hookline.schemas.crypto;

import com.google.crypto.tink.Aead;
import hookline.schemas.PublishedEvent.Encrypted;
import hookline.schemas.PublishedLine;
import hookline.schemas.UndecodableException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;

/** Decrypts published lines with the encryption keyset; whatever does not authenticate gets one uniform error. */
public final class PayloadDecryption {
    private final Aead aead;

    private PayloadDecryption(Aead aead) {
        this.aead = aead;
    }

    /**
     * Decrypts with any key of this keyset.
     *
     * @throws GeneralSecurityException where the text is no encryption keyset; the message quotes nothing of it
     */
    public static PayloadDecryption with(String encryptionKeyset) throws GeneralSecurityException {
        return new PayloadDecryption(Keysets.primitive(Keysets.read(encryptionKeyset), Aead.class));
    }

    /**
     * The line with its payload decrypted; unchanged where the payload is in the clear.
     *
     * @throws UndecodableException where the line is no published event, or does not authenticate
     */
    public String decrypt(String line) throws UndecodableException {
        PublishedLine published = PublishedLine.parse(line);
        if (published.encrypted().isEmpty()) {
            return line;
        }
        Encrypted envelope = published.encrypted().get();
        try {
            byte[] json = aead.decrypt(
                    Base64.getDecoder().decode(envelope.data()),
                    PayloadEncryption.associatedData(
                            envelope.keyId(), published.id(), published.sessionId(), published.hookType()));
            return published.withPayload(new String(json, StandardCharsets.UTF_8));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new UndecodableException("the payload does not decrypt: another key made it, or it was changed");
        }
    }
}
