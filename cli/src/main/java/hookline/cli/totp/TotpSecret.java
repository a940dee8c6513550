package hookline.cli.totp;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.binary.Base32;

/**
 * A secret that one-time codes are made of, as RFC 6238 says: SHA-1, six digits, a new one every 30 seconds. That is
 * what authenticator apps take for granted. Thread-safe.
 */
public final class TotpSecret {
    /** How far the clocks of phone and host may be apart: one step each way (RFC 6238, section 5.2). */
    private static final int DRIFT = 1;

    private static final Duration STEP = Duration.ofSeconds(30);
    private static final int DIGITS = 6;

    /** As RFC 4226, section 4, recommends. */
    private static final int BYTES = 20;

    /** What RFC 4226 requires at the least. */
    private static final int FEWEST_BYTES = 16;

    private final SecretKey key;
    private final TimeBasedOneTimePasswordGenerator codes;

    private TotpSecret(byte[] secret) {
        this.key = new SecretKeySpec(secret, "RAW");
        try {
            this.codes = new TimeBasedOneTimePasswordGenerator(
                    STEP, DIGITS, TimeBasedOneTimePasswordGenerator.TOTP_ALGORITHM_HMAC_SHA1);
        } catch (RuntimeException e) {
            throw new IllegalStateException("Every JDK has HMAC with SHA-1", e);
        }
    }

    public static TotpSecret random(SecureRandom random) {
        byte[] secret = new byte[BYTES];
        random.nextBytes(secret);
        return new TotpSecret(secret);
    }

    /** Reads Base32 in either case, with or without spaces and padding; empty where it is something else, or too short. */
    public static Optional<TotpSecret> parse(String text) {
        String plain = text.replaceAll("[\\s=-]", "").toUpperCase(Locale.ROOT);
        if (!plain.matches("[A-Z2-7]{1,256}")) {
            return Optional.empty();
        }
        byte[] secret = new Base32().decode(plain);
        return secret.length < FEWEST_BYTES ? Optional.empty() : Optional.of(new TotpSecret(secret));
    }

    /** In Base32, as people type it where a picture cannot be taken. */
    public String text() {
        byte[] secret = key.getEncoded();
        return new Base32().encodeToString(secret).replace("=", "");
    }

    /** What a QR code says to an authenticator app (github.com/google/google-authenticator/wiki/Key-Uri-Format). */
    public String uri(String account) {
        String name = URLEncoder.encode(account, StandardCharsets.UTF_8).replace("+", "%20");
        return "otpauth://totp/Hookline:" + name + "?secret=" + text() + "&issuer=Hookline";
    }

    /** The number of the step that this code is for, around this time; empty where it is for none. */
    OptionalLong stepOf(String code, Instant now) {
        long current = now.getEpochSecond() / STEP.toSeconds();
        OptionalLong found = OptionalLong.empty();
        // All are compared, so that the time it takes tells nothing.
        for (long step = current - DRIFT; step <= current + DRIFT; step++) {
            if (MessageDigest.isEqual(utf8(code(step)), utf8(code))) {
                found = OptionalLong.of(step);
            }
        }
        return found;
    }

    /** The code of a time. */
    public String codeAt(Instant time) {
        return code(time.getEpochSecond() / STEP.toSeconds());
    }

    private String code(long step) {
        try {
            return codes.generateOneTimePasswordString(key, Instant.ofEpochSecond(step * STEP.toSeconds()));
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("HMAC takes any key", e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
