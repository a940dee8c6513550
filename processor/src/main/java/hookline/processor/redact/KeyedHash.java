package hookline.processor.redact;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 over the UTF-8 form of a text: without the key, nobody can try out what the text was. Thread-safe. */
final class KeyedHash {
    private static final String ALGORITHM = "HmacSHA256";

    private final Mac ready;

    KeyedHash(byte[] key) {
        try {
            ready = Mac.getInstance(ALGORITHM);
            ready.init(new SecretKeySpec(key, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
        }
    }

    /** The first {@code length} bytes of the hash, in hexadecimal. */
    String of(char[] text, int start, int end, int length) {
        try {
            Mac mac = (Mac) ready.clone();
            byte[] hash = mac.doFinal(new String(text, start, end - start).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, length);
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("The Java platform's " + ALGORITHM + " can be cloned", e);
        }
    }
}
