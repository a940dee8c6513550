package hookline.processor.redact;

import java.nio.charset.StandardCharsets;

/**
 * Tells equal secrets by eight hexadecimal digits, the first four bytes of an HMAC-SHA256 over the secret in UTF-8.
 * Whoever has the key can try out guesses, so it is kept like the secrets. Immutable and thread-safe.
 */
public final class Fingerprint {
    static final int DIGITS = 8;

    /** Characters; a shorter key could be guessed along with the secrets. */
    public static final int SHORTEST_KEY = 32;

    private final KeyedHash hash;

    /**
     * With the same key, the same secret has the same fingerprint everywhere and always.
     *
     * @throws IllegalArgumentException if the key is shorter than {@link #SHORTEST_KEY}
     */
    public Fingerprint(String key) {
        if (key.length() < SHORTEST_KEY) {
            throw new IllegalArgumentException(
                    "the key has " + key.length() + " characters and needs at least " + SHORTEST_KEY);
        }
        this.hash = new KeyedHash(key.getBytes(StandardCharsets.UTF_8));
    }

    String of(char[] text, int start, int end) {
        return hash.of(text, start, end, DIGITS / 2);
    }
}
