package hookline.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.settings.Secret;
import hookline.settings.SecretSource;
import hookline.settings.access.BearerTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DoorTest {
    private static final String TOKEN = "t".repeat(16);

    private Instant now = Instant.EPOCH.plus(Duration.ofDays(1));
    private final Door door =
            new Door(Optional.of(new BearerTokens(SecretSource.fixed(Secret.of(TOKEN)), () -> now)), () -> now);

    @Test
    void withoutTokensWhoReachesItMayLook() {
        assertTrue(new Door(Optional.empty(), () -> now).admits(null, null));
    }

    @Test
    void aTokenGivesACookieForTwelveHours() {
        assertFalse(door.admits(null, null));
        String cookie = door.login(TOKEN).orElseThrow();
        assertTrue(door.admits(cookie, null));
        assertFalse(door.admits(cookie + "x", null));
        now = now.plus(Door.LASTS);
        assertFalse(door.admits(cookie, null));
    }

    @Test
    void aTokenInTheHeaderIsEnough() {
        assertTrue(door.admits(null, "Bearer " + TOKEN));
        assertFalse(door.admits(null, "Bearer wrong"));
    }

    @Test
    void afterALogoutTheCookieIsWorthNothing() {
        String cookie = door.login(TOKEN).orElseThrow();
        door.logout(cookie);
        assertFalse(door.admits(cookie, null));
    }

    @Test
    void tenWrongTokensShutItForAMinuteButNotForThoseWithin() {
        String cookie = door.login(TOKEN).orElseThrow();
        for (int i = 0; i < 10; i++) {
            assertFalse(door.isShut());
            assertEquals(Optional.empty(), door.login("wrong"));
        }
        assertTrue(door.isShut());
        assertEquals(Optional.empty(), door.login(TOKEN));
        assertFalse(door.admits(null, "Bearer " + TOKEN));
        assertTrue(door.admits(cookie, null));
        now = now.plus(Duration.ofMinutes(1));
        assertTrue(door.login(TOKEN).isPresent());
    }

    @Test
    void aClockThatWasSetBackShutsNobodyOutForLong() {
        for (int i = 0; i < 10; i++) {
            door.login("wrong");
        }
        now = now.minus(Duration.ofHours(2));
        assertTrue(door.login(TOKEN).isPresent());
    }

    @Test
    void theOldestOfManyLoginsIsForgotten() {
        String first = door.login(TOKEN).orElseThrow();
        for (int i = 0; i < 64; i++) {
            door.login(TOKEN);
        }
        assertFalse(door.admits(first, null));
    }
}
