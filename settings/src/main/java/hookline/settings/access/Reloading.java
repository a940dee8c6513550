package hookline.settings.access;

import hookline.settings.InvalidSettingsException;
import hookline.settings.SecretUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A value from files or commands that may change while the process runs: read again at most every ten seconds, by one of
 * those who ask for it, while the others go on with what they have.
 *
 * <p>A reading that fails leaves the last good value, says so in the log, and is repeated a minute later.
 */
final class Reloading<T> {
    private static final Logger log = LoggerFactory.getLogger(Reloading.class);
    private static final Duration BETWEEN_READS = Duration.ofSeconds(10);
    private static final Duration AFTER_FAILURE = Duration.ofMinutes(1);

    private final Supplier<T> source;
    private final InstantSource clock;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile T value;
    private volatile Instant lastRead;
    private volatile Instant nextRead;

    /**
     * Reads the first value at once.
     *
     * @param source says what is wrong by {@link InvalidSettingsException} or {@link SecretUnavailableException}
     */
    Reloading(Supplier<T> source, InstantSource clock) {
        this.source = source;
        this.clock = clock;
        this.value = source.get();
        this.lastRead = clock.instant();
        this.nextRead = lastRead.plus(BETWEEN_READS);
    }

    T get() {
        if (isDue() && reading.tryLock()) {
            try {
                if (isDue()) {
                    read();
                }
            } finally {
                reading.unlock();
            }
        }
        return value;
    }

    private void read() {
        Duration pause = BETWEEN_READS;
        try {
            value = source.get();
        } catch (InvalidSettingsException | SecretUnavailableException e) {
            log.warn("{}. What was read before stays in force", e.getMessage());
            pause = AFTER_FAILURE;
        }
        lastRead = clock.instant();
        nextRead = lastRead.plus(pause);
    }

    private boolean isDue() {
        Instant now = clock.instant();
        return !now.isBefore(nextRead) || now.isBefore(lastRead);
    }
}
