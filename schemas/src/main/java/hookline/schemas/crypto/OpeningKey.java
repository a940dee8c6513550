package hookline.schemas.crypto;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Opens what Tink's {@code AesGcmJce} sealed under one key: a nonce of 12 bytes, the ciphertext, a tag of 16. Immutable
 * and thread-safe.
 *
 * <p>Tink has one cipher a thread for all its keys. A processor opens with one key and encrypts with another, event by
 * event, and would expand both anew each time; with a cipher of its own for opening it does not.
 */
final class OpeningKey {
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final ThreadLocal<Cipher> CIPHER = new ThreadLocal<>();

    private final SecretKeySpec key;

    /** @throws GeneralSecurityException where it is no key of AES-256 */
    OpeningKey(byte[] key) throws GeneralSecurityException {
        if (key.length != KEY_BYTES) {
            throw new GeneralSecurityException("a data key has " + KEY_BYTES + " bytes");
        }
        this.key = new SecretKeySpec(key, "AES");
    }

    /**
     * Opens.
     *
     * @throws GeneralSecurityException where it was not sealed under this key and {@code identity}
     */
    byte[] open(byte[] sealed, byte[] identity) throws GeneralSecurityException {
        if (sealed.length < NONCE_BYTES) {
            throw new GeneralSecurityException("too short");
        }
        Cipher cipher = cipher();
        cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, sealed, 0, NONCE_BYTES));
        cipher.updateAAD(identity);
        return cipher.doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
    }

    private static Cipher cipher() throws GeneralSecurityException {
        Cipher known = CIPHER.get();
        if (known != null) {
            return known;
        }
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        CIPHER.set(cipher);
        return cipher;
    }
}
