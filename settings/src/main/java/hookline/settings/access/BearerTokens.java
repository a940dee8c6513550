package hookline.settings.access;

import hookline.settings.InvalidSettingsException;
import hookline.settings.SecretSource;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The tokens that let a client in, several at once so that they can be rotated; the source is read again while
 * the process runs, as {@link Reloading} says.
 *
 * <p>Only digests are kept, and how long a comparison takes tells nothing about them. Thread-safe.
 */
public final class BearerTokens {
    private static final Pattern DIVIDER = Pattern.compile("[\\s,]+");
    private static final Pattern TOKEN = Pattern.compile("[!-~]{16,}");
    private static final int MAX_TOKENS = 16;
    private static final String SCHEME = "Bearer ";

    private final Reloading<List<byte[]>> digests;

    /**
     * Reads the tokens at once.
     *
     * @throws InvalidSettingsException where there are none, or one is too easy to guess
     */
    public BearerTokens(SecretSource source, InstantSource clock) {
        this.digests = new Reloading<>(() -> digests(source), clock);
    }

    /** Whether a request with this {@code Authorization} header may come in. */
    public boolean admit(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            // Read all the same: a change of the tokens shows at the next request, whatever that is.
            digests.get();
            return false;
        }
        return admitToken(authorization.substring(SCHEME.length()));
    }

    /** Whether this is one of the tokens, give or take spaces around it. */
    public boolean admitToken(String text) {
        List<byte[]> known = digests.get();
        byte[] digest = digest(text.strip());
        boolean admitted = false;
        for (byte[] token : known) {
            admitted |= MessageDigest.isEqual(token, digest);
        }
        return admitted;
    }

    private static List<byte[]> digests(SecretSource source) {
        List<String> tokens = DIVIDER.splitAsStream(source.read().reveal())
                .filter(token -> !token.isEmpty())
                .toList();
        if (tokens.isEmpty() || tokens.size() > MAX_TOKENS) {
            throw InvalidSettingsException.of(source.origin() + " has " + tokens.size() + " tokens; give 1 to "
                    + MAX_TOKENS + ", divided by spaces, line ends or commas");
        }
        for (int i = 0; i < tokens.size(); i++) {
            if (!TOKEN.matcher(tokens.get(i)).matches()) {
                throw InvalidSettingsException.of(
                        source.origin() + ": token " + (i + 1) + " of " + tokens.size()
                                + " is not of at least 16 letters, digits and signs of ASCII; `openssl rand -hex 32` makes one");
            }
        }
        return tokens.stream().map(BearerTokens::digest).toList();
    }

    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
