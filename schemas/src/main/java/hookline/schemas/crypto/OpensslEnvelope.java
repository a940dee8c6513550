package hookline.schemas.crypto;

import hookline.schemas.UndecodableException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Reads what {@code openssl enc -aes-256-cbc -a} wrote with a passphrase, and never writes it: nothing in that format
 * tells whether a text was changed.
 *
 * <p>The format does not say how the key was made of the passphrase, so all the ways that older scripts used are tried:
 * PBKDF2 with SHA-256 and 10,000 rounds ({@code -pbkdf2}), and one round of EVP_BytesToKey with SHA-256 or, before
 * OpenSSL 1.1, MD5. The one that gives well-padded UTF-8 is taken. Thread-safe.
 */
public final class OpensslEnvelope {
    /** What the older scripts call it. */
    public static final String ALGORITHM = "AES-256-CBC";

    private static final byte[] MAGIC = "Salted__".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADER_BYTES = MAGIC.length + 8;
    private static final int KEY_BYTES = 32;
    private static final int IV_BYTES = 16;
    private static final int ROUNDS = 10_000;

    /** PBKDF2 takes 6 ms, and scripts that kept one salt repeat it. */
    private static final int CACHED_KEYS = 256;

    private static final String NOT_DECRYPTED =
            "the payload does not decrypt: another passphrase made it, or it was changed";

    private final char[] passphrase;
    private final Map<ByteBuffer, byte[]> slowKeys = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, byte[]> eldest) {
            return size() > CACHED_KEYS;
        }
    };

    public OpensslEnvelope(String passphrase) {
        this.passphrase = passphrase.toCharArray();
    }

    /**
     * The plaintext, without the newline that {@code echo} put behind it.
     *
     * @throws UndecodableException where the text is no such envelope or the passphrase another, which nobody can tell
     */
    public String decrypt(String base64) throws UndecodableException {
        byte[] bytes;
        try {
            bytes = Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new UndecodableException(NOT_DECRYPTED);
        }
        if (bytes.length <= HEADER_BYTES || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new UndecodableException(NOT_DECRYPTED);
        }
        byte[] salt = Arrays.copyOfRange(bytes, MAGIC.length, HEADER_BYTES);
        for (Derivation derivation : Derivation.values()) {
            Optional<String> text = text(bytes, keyAndIv(derivation, salt));
            if (text.isPresent()) {
                return text.get().endsWith("\n")
                        ? text.get().substring(0, text.get().length() - 1)
                        : text.get();
            }
        }
        throw new UndecodableException(NOT_DECRYPTED);
    }

    private static Optional<String> text(byte[] bytes, byte[] keyAndIv) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    new SecretKeySpec(keyAndIv, 0, KEY_BYTES, "AES"),
                    new IvParameterSpec(keyAndIv, KEY_BYTES, IV_BYTES));
            byte[] plain = cipher.doFinal(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES);
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(plain))
                    .toString());
        } catch (GeneralSecurityException | CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private byte[] keyAndIv(Derivation derivation, byte[] salt) {
        try {
            return switch (derivation) {
                case PBKDF2 -> pbkdf2(salt);
                case SHA_256 -> bytesToKey("SHA-256", salt);
                case MD5 -> bytesToKey("MD5", salt);
            };
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has MD5, SHA-256 and PBKDF2", e);
        }
    }

    private byte[] pbkdf2(byte[] salt) throws GeneralSecurityException {
        synchronized (slowKeys) {
            byte[] known = slowKeys.get(ByteBuffer.wrap(salt));
            if (known != null) {
                return known;
            }
        }
        byte[] made = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                .generateSecret(new PBEKeySpec(passphrase, salt, ROUNDS, (KEY_BYTES + IV_BYTES) * 8))
                .getEncoded();
        synchronized (slowKeys) {
            slowKeys.put(ByteBuffer.wrap(salt), made);
        }
        return made;
    }

    /** EVP_BytesToKey with one round: each block is the hash of the one before it, the passphrase and the salt. */
    private byte[] bytesToKey(String hash, byte[] salt) throws GeneralSecurityException {
        byte[] keyAndIv = new byte[KEY_BYTES + IV_BYTES];
        byte[] secret = new String(passphrase).getBytes(StandardCharsets.UTF_8);
        byte[] block = new byte[0];
        for (int at = 0; at < keyAndIv.length; at += block.length) {
            MessageDigest digest = MessageDigest.getInstance(hash);
            digest.update(block);
            digest.update(secret);
            block = digest.digest(salt);
            System.arraycopy(block, 0, keyAndIv, at, Math.min(block.length, keyAndIv.length - at));
        }
        return keyAndIv;
    }

    private enum Derivation {
        PBKDF2,
        SHA_256,
        MD5
    }
}
