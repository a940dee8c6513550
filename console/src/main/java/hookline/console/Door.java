package hookline.console;

import hookline.settings.access.BearerTokens;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets in who has a token, or a cookie that was given for one: for twelve hours, and as long as the process lives.
 *
 * <p>Ten wrong tokens within a minute close the door for the rest of it, to everybody who has no cookie yet. Thread-safe.
 */
final class Door {
    static final String COOKIE = "hookline_console";
    static final Duration LASTS = Duration.ofHours(12);

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int MOST_FAILURES = 10;
    private static final int MOST_LOGINS = 64;
    private static final int COOKIE_BYTES = 32;

    private final Optional<BearerTokens> tokens;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final List<Login> logins = new ArrayList<>();
    private Instant minute = Instant.EPOCH;
    private int failures;

    /** Without tokens, who reaches the port may look. */
    Door(Optional<BearerTokens> tokens, InstantSource clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    private record Login(String cookie, Instant until) {}

    boolean isLocked() {
        return tokens.isPresent();
    }

    /** Whether a request with these may come in. */
    synchronized boolean admits(@Nullable String cookie, @Nullable String authorization) {
        if (tokens.isEmpty()) {
            return true;
        }
        Instant now = clock.instant();
        logins.removeIf(login -> !now.isBefore(login.until));
        boolean known = false;
        for (Login login : logins) {
            known |= cookie != null && MessageDigest.isEqual(utf8(login.cookie), utf8(cookie));
        }
        return known
                || (authorization != null
                        && !isShut(now)
                        && counted(tokens.get().admit(authorization), now));
    }

    /** Whether nobody may try a token now. */
    synchronized boolean isShut() {
        return isShut(clock.instant());
    }

    /** A cookie for a valid token; empty where it is none, or the door is shut. */
    synchronized Optional<String> login(String token) {
        Instant now = clock.instant();
        if (tokens.isEmpty() || isShut(now) || !counted(tokens.get().admitToken(token), now)) {
            return Optional.empty();
        }
        byte[] bytes = new byte[COOKIE_BYTES];
        random.nextBytes(bytes);
        String cookie = HexFormat.of().formatHex(bytes);
        logins.add(new Login(cookie, now.plus(LASTS)));
        if (logins.size() > MOST_LOGINS) {
            logins.remove(0);
        }
        return Optional.of(cookie);
    }

    /** Forgets a cookie. */
    synchronized void logout(@Nullable String cookie) {
        logins.removeIf(login -> login.cookie.equals(cookie));
    }

    private boolean counted(boolean admitted, Instant now) {
        if (!admitted) {
            failures = isSameMinute(now) ? failures + 1 : 1;
            minute = isSameMinute(now) ? minute : now;
        }
        return admitted;
    }

    private boolean isShut(Instant now) {
        return failures >= MOST_FAILURES && isSameMinute(now);
    }

    private boolean isSameMinute(Instant now) {
        return !now.isBefore(minute) && now.isBefore(minute.plus(MINUTE));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
