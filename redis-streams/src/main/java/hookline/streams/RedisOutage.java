package hookline.streams;

import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits out a Redis that is away: longer after each failure, at random so that a fleet does not come back in step, and
 * with one line in the log a minute instead of one a try.
 *
 * <p>For one loop's thread.
 */
public final class RedisOutage {
    private static final Logger log = LoggerFactory.getLogger(RedisOutage.class);
    private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);
    private static final IntervalFunction DELAY = IntervalFunction.ofExponentialRandomBackoff(50, 2.0, 0.5, 2_000);

    private final String whatWaits;
    private final InstantSource clock;
    private int failures;
    private Instant nextLine = Instant.MIN;

    public RedisOutage(String whatWaits, InstantSource clock) {
        this.whatWaits = whatWaits;
        this.clock = clock;
    }

    /** Waits after a failure; returns early when a stop is requested. */
    public void await(RuntimeException failure, StopSignal stop) {
        failures++;
        Instant now = clock.instant();
        if (!now.isBefore(nextLine)) {
            log.warn("{} waits: {} (try {}; it goes on by itself)", whatWaits, failure.getMessage(), failures);
            nextLine = now.plus(BETWEEN_LINES);
        }
        stop.awaitAtMost(Duration.ofMillis(DELAY.apply(failures)));
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
        if (failures > 0) {
            log.info("{} goes on after {} failed tries", whatWaits, failures);
            failures = 0;
            nextLine = Instant.MIN;
        }
    }

    /** Whether the last call failed. */
    public boolean lasts() {
        return failures > 0;
    }
}
