package hookline.agent.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Keeps what happens at every request from filling the log. Thread-safe. */
final class OncePerMinute {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final InstantSource clock;
    private Instant last = Instant.MIN;

    OncePerMinute(InstantSource clock) {
        this.clock = clock;
    }

    /** Whether it has not been true within the last minute; it is now if so. */
    synchronized boolean isDue() {
        Instant now = clock.instant();
        if (!now.isBefore(last) && now.isBefore(last.plus(MINUTE))) {
            return false;
        }
        last = now;
        return true;
    }
}
