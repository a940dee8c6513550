package hookline.schemas.crypto;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.subtle.AesGcmHkdfStreaming;
import com.google.crypto.tink.subtle.Hkdf;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

/**
 * Encrypts large payloads in segments under one key of an encryption keyset, by Tink's streaming AEAD: no segment can be
 * left out, moved or taken from another payload.
 *
 * <p>Tink has no keyset that serves both kinds of encryption, so the streaming key is derived from the other by HKDF.
 * Thread-safe.
 */
final class Segments {
    /** From here on a payload is encrypted in segments: one long step through a cold JVM's cipher takes 20 ms a MiB. */
    static final int FROM_BYTES = 64 * 1024;

    private static final int SEGMENT_BYTES = 64 * 1024;
    private static final int KEY_BYTES = 32;
    private static final byte[] PURPOSE = "hookline payload segments 1".getBytes(StandardCharsets.UTF_8);

    private final AesGcmHkdfStreaming streaming;

    @AccessesPartialKey
    Segments(AesGcmKey key) throws GeneralSecurityException {
        byte[] secret = key.getKeyBytes().toByteArray(InsecureSecretKeyAccess.get());
        byte[] derived = Hkdf.computeHkdf("HMACSHA256", secret, new byte[0], PURPOSE, KEY_BYTES);
        streaming = new AesGcmHkdfStreaming(derived, "HmacSha256", KEY_BYTES, SEGMENT_BYTES, 0);
    }

    byte[] encrypt(byte[] plaintext, byte[] associatedData) throws GeneralSecurityException {
        ByteArrayOutputStream ciphertext = new ByteArrayOutputStream(plaintext.length + plaintext.length / 1024 + 64);
        try (OutputStream out = streaming.newEncryptingStream(ciphertext, associatedData)) {
            out.write(plaintext);
        } catch (IOException e) {
            throw new GeneralSecurityException("a memory buffer refused a write", e);
        }
        return ciphertext.toByteArray();
    }

    byte[] decrypt(byte[] ciphertext, byte[] associatedData) throws GeneralSecurityException {
        try (InputStream in = streaming.newDecryptingStream(new ByteArrayInputStream(ciphertext), associatedData)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new GeneralSecurityException("does not authenticate", e);
        }
    }
}
