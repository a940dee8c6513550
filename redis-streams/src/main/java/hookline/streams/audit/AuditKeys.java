package hookline.streams.audit;

import hookline.settings.AuditSettings;
import hookline.settings.SecretSource;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys of an audit chain: the first one signs, all of them check, so that one can follow another.
 *
 * <p>Without a key, entries are linked by their hashes: they are there, and prove nothing until a signed one follows.
 */
public final class AuditKeys {
    /** Stands where no key signed. */
    public static final String UNSIGNED = "none";

    private static final Pattern DIVIDER = Pattern.compile("[\\s,]+");
    private static final int MIN_LENGTH = 32;
    private static final int ID_BYTES = 4;

    private final Map<String, SecretKeySpec> keys;

    private AuditKeys(Map<String, SecretKeySpec> keys) {
        this.keys = keys;
    }

    /** For those who have none. */
    public static AuditKeys none() {
        return new AuditKeys(Map.of());
    }

    /**
     * Reads one key or several, divided by spaces, line ends or commas.
     *
     * @throws GeneralSecurityException where there is none, or one is too short; the message quotes nothing of it
     */
    public static AuditKeys of(String text) throws GeneralSecurityException {
        Map<String, SecretKeySpec> keys = new LinkedHashMap<>();
        for (String key : DIVIDER.split(text.strip(), -1)) {
            if (key.length() < MIN_LENGTH) {
                throw new GeneralSecurityException(
                        "an audit key has at least " + MIN_LENGTH + " characters; `openssl rand -hex 32` makes one");
            }
            byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
            String id = HexFormat.of().formatHex(sha256(bytes), 0, ID_BYTES);
            keys.put(id, new SecretKeySpec(bytes, "HmacSHA256"));
        }
        return new AuditKeys(keys);
    }

    /**
     * As configured; none where there is none.
     *
     * @throws GeneralSecurityException where the key is unusable; the message quotes nothing of it
     */
    public static AuditKeys of(AuditSettings settings) throws GeneralSecurityException {
        if (settings.key().isEmpty()) {
            return none();
        }
        SecretSource source = settings.key().get();
        try {
            return of(source.read().reveal());
        } catch (GeneralSecurityException e) {
            throw new GeneralSecurityException(source.origin() + ": " + e.getMessage(), e);
        }
    }

    /** A new one. */
    public static String newKey() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    public boolean isEmpty() {
        return keys.isEmpty();
    }

    AuditEntry sign(AuditEntry entry) {
        return entry.withMac(mac(entry).orElseThrow());
    }

    /** The key that signs, by its id. */
    String signing() {
        return keys.keySet().stream().findFirst().orElse(UNSIGNED);
    }

    boolean knows(String key) {
        return key.equals(UNSIGNED) || keys.containsKey(key);
    }

    boolean fits(AuditEntry entry) {
        return mac(entry)
                .filter(mac -> MessageDigest.isEqual(
                        mac.getBytes(StandardCharsets.UTF_8), entry.mac().getBytes(StandardCharsets.UTF_8)))
                .isPresent();
    }

    private Optional<String> mac(AuditEntry entry) {
        if (!entry.isSigned()) {
            return Optional.of(HexFormat.of().formatHex(sha256(entry.signedBytes())));
        }
        return Optional.ofNullable(keys.get(entry.key())).map(key -> {
            try {
                Mac mac = Mac.getInstance(key.getAlgorithm());
                mac.init(key);
                return HexFormat.of().formatHex(mac.doFinal(entry.signedBytes()));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("Every Java platform has HMAC-SHA256", e);
            }
        });
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
