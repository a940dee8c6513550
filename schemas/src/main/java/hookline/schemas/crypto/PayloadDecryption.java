package hookline.schemas.crypto;

import hookline.schemas.PublishedEvent.Encrypted;
import hookline.schemas.PublishedLine;
import hookline.schemas.UndecodableException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;

/** Brings the payloads of published events back, with any key of an encryption keyset. Thread-safe. */
public final class PayloadDecryption {
    private final PayloadKeys keys;

    private PayloadDecryption(PayloadKeys keys) {
        this.keys = keys;
    }

    /**
     * Decrypts with any key of this keyset.
     *
     * @throws GeneralSecurityException where the text is no encryption keyset; the message quotes nothing of it
     */
    public static PayloadDecryption with(String encryptionKeyset) throws GeneralSecurityException {
        return new PayloadDecryption(PayloadKeys.of(encryptionKeyset));
    }

    /** Whether the keyset holds this key. */
    public boolean has(String keyId) {
        return keys.has(keyId);
    }

    /**
     * The line with its payload decrypted; unchanged where the payload is in the clear.
     *
     * @throws UndecodableException where the line is no published event, or does not authenticate
     */
    public String decrypt(String line) throws UndecodableException {
        PublishedLine published = PublishedLine.parse(line);
        return published.encrypted().isEmpty() ? line : published.withPayload(payload(published));
    }

    /**
     * The payload alone: the redacted input of the hook, as JSON.
     *
     * @throws UndecodableException where it does not authenticate, for whatever reason
     */
    public String payload(PublishedLine line) throws UndecodableException {
        if (line.encrypted().isEmpty()) {
            return line.payload();
        }
        Encrypted envelope = line.encrypted().get();
        if (!envelope.isKnown()) {
            throw new UndecodableException(
                    "the payload is encrypted in a way that this version does not know: a later one may read it");
        }
        try {
            byte[] ciphertext = Base64.getDecoder().decode(envelope.data());
            byte[] json = keys.decrypt(envelope, ciphertext, line.id(), line.sessionId(), line.hookType());
            return new String(json, StandardCharsets.UTF_8);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new UndecodableException("the payload does not decrypt: another key made it, or it was changed");
        }
    }
}
