package hookline.agent;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Says when something is due again; a clock that was set back makes it due at once instead of never. */
final class Cadence {
    private final Duration period;
    private @Nullable Instant last;

    Cadence(Duration period) {
        this.period = period;
    }

    /** Whether a period has passed since this was last true, which it is now if so. */
    boolean isDue(Instant now) {
        Instant before = last;
        if (before != null && !now.isBefore(before) && now.isBefore(before.plus(period))) {
            return false;
        }
        last = now;
        return true;
    }
}
