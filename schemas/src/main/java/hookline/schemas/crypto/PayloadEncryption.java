package hookline.schemas.crypto;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import hookline.schemas.PublishedEvent.Encrypted;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;

/**
 * Encrypts payloads with the primary key of the encryption keyset, bound to the event they belong to.
 *
 * <p>A ciphertext moved to another event, session, type or key decrypts to nothing. Thread-safe.
 */
public final class PayloadEncryption {
    static final String ENVELOPE_VERSION = "hookline payload 1";

    private final Aead aead;
    private final String keyId;

    private PayloadEncryption(Aead aead, String keyId) {
        this.aead = aead;
        this.keyId = keyId;
    }

    /**
     * Encrypts with this keyset.
     *
     * @throws GeneralSecurityException where the text is no encryption keyset; the message quotes nothing of it
     */
    public static PayloadEncryption with(String encryptionKeyset) throws GeneralSecurityException {
        KeysetHandle keyset = Keysets.read(encryptionKeyset);
        return new PayloadEncryption(Keysets.primitive(keyset, Aead.class), Keysets.keyId(keyset.getPrimary()));
    }

    /**
     * Encrypts one payload.
     *
     * @throws GeneralSecurityException where the cipher fails; nothing may then be published
     */
    public Encrypted encrypt(String json, String toolName, String eventId, String sessionId, String hookType)
            throws GeneralSecurityException {
        byte[] ciphertext = aead.encrypt(
                json.getBytes(StandardCharsets.UTF_8), associatedData(keyId, eventId, sessionId, hookType));
        return new Encrypted(keyId, Base64.getEncoder().encodeToString(ciphertext), toolName);
    }

    /** The key id is part of it, since Tink does not authenticate the key id it puts before a ciphertext. */
    static byte[] associatedData(String keyId, String eventId, String sessionId, String hookType) {
        return AssociatedFields.of(ENVELOPE_VERSION, Encrypted.ALGORITHM, keyId, eventId, sessionId, hookType);
    }
}
