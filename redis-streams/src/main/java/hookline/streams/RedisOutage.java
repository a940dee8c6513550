package hookline.streams;

import hookline.settings.SteadyClock;
import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits out a Redis that is away: longer after each failure, at random so that a fleet does not come back in step, and
 * with one line in the log a minute instead of one a try, even where it comes and goes.
 *
 * <p>For one loop's thread; anybody may ask for the {@link #reason}.
 */
public final class RedisOutage {
    private static final Logger log = LoggerFactory.getLogger(RedisOutage.class);
    private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);
    private static final IntervalFunction DELAY = IntervalFunction.ofExponentialRandomBackoff(50, 2.0, 0.5, 2_000);

    private final String whatWaits;
    private final InstantSource clock;
    private int failures;
    private Instant nextLine = Instant.MIN;
    private boolean said;
    private volatile @Nullable String reason;

    public RedisOutage(String whatWaits) {
        this(whatWaits, new SteadyClock());
    }

    public RedisOutage(String whatWaits, InstantSource clock) {
        this.whatWaits = whatWaits;
        this.clock = clock;
    }

    /** Waits after a failure; returns early when a stop is requested. */
    public void await(RuntimeException failure, StopSignal stop) {
        failures++;
        reason = failure.getMessage();
        long delay = DELAY.apply(failures);
        log.debug("{} waits after try {}, for {} ms: {}", whatWaits, failures, delay, failure.getMessage());
        // A first failure only says that a connection broke; the second one says why there is no other.
        if (failures > 1 && isDue(clock.instant())) {
            log.warn("{} waits: {} (try {}; it goes on by itself)", whatWaits, failure.getMessage(), failures);
            said = true;
        }
        stop.awaitAtMost(Duration.ofMillis(delay));
    }

    private boolean isDue(Instant now) {
        boolean clockWasSetBack = now.plus(BETWEEN_LINES).isBefore(nextLine);
        if (now.isBefore(nextLine) && !clockWasSetBack) {
            return false;
        }
        nextLine = now.plus(BETWEEN_LINES);
        return true;
    }

    /** Repeats a call until Redis has answered it; empty where a stop was requested first. */
    public <T> Optional<T> waitOut(Supplier<T> call, StopSignal stop) {
        while (!stop.isRequested()) {
            try {
                T answer = call.get();
                isOver();
                return Optional.of(answer);
            } catch (RedisUnavailableException e) {
                await(e, stop);
            }
        }
        return Optional.empty();
    }

    /** Says that a call went well. */
    public void isOver() {
        if (said) {
            log.info("{} goes on after {} failed tries", whatWaits, failures);
        }
        said = false;
        failures = 0;
        reason = null;
    }

    /** Whether the last call failed. */
    public boolean lasts() {
        return failures > 0;
    }

    /** Why it waits now; empty while all is well. */
    public Optional<String> reason() {
        return Optional.ofNullable(reason);
    }
}
