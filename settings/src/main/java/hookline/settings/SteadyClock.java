package hookline.settings;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * Measures how much time passes, whatever the system's clock is set to meanwhile; thread-safe.
 *
 * <p>It shows the system's time of when it was made, plus what passed since. For waits and limits within a process; a
 * time that others read comes from {@link InstantSource#system()}.
 */
public final class SteadyClock implements InstantSource {
    private final Instant began;
    private final LongSupplier nanoTime;
    private final long origin;

    public SteadyClock() {
        this(InstantSource.system(), System::nanoTime);
    }

    SteadyClock(InstantSource system, LongSupplier nanoTime) {
        this.began = system.instant();
        this.nanoTime = nanoTime;
        this.origin = nanoTime.getAsLong();
    }

    @Override
    public Instant instant() {
        return began.plusNanos(nanoTime.getAsLong() - origin);
    }
}
