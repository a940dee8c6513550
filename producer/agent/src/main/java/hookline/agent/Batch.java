package hookline.agent;

import hookline.schemas.RawHook;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Sealed events that are sent together: so many events or 4 MiB, but always one.
 *
 * <p>It is due when it is full, or when its time has passed since the first one. For one thread.
 */
final class Batch {
    static final long MAX_BYTES = 4 << 20;

    private final int maxEvents;
    private final Duration timeout;
    private final InstantSource clock;
    private final List<Shipped> events = new ArrayList<>();
    private long bytes;
    private Instant first = Instant.MAX;

    Batch(int maxEvents, Duration timeout, InstantSource clock) {
        this.maxEvents = maxEvents;
        this.timeout = timeout;
        this.clock = clock;
    }

    /** A sealed event and the numbered file that it was read from. */
    record Shipped(Path file, NumberedName name, RawHook hook) {}

    void add(Shipped event) {
        if (events.isEmpty()) {
            first = clock.instant();
        }
        events.add(event);
        bytes += event.hook().getSealed().remaining();
    }

    /** Whether an event of that size may be added. */
    boolean hasRoomFor(long further) {
        return events.isEmpty() || (events.size() < maxEvents && bytes + further <= MAX_BYTES);
    }

    /** How long to go on collecting; zero when it has to be sent. */
    Duration remaining() {
        if (events.size() >= maxEvents) {
            return Duration.ZERO;
        }
        Duration waited = Duration.between(first, clock.instant());
        // Negative where the clock was set back.
        return waited.isNegative() || waited.compareTo(timeout) >= 0 ? Duration.ZERO : timeout.minus(waited);
    }

    boolean isEmpty() {
        return events.isEmpty();
    }

    List<Shipped> events() {
        return List.copyOf(events);
    }

    Collection<RawHook> hooks() {
        return events.stream().map(Shipped::hook).toList();
    }

    void remove(Shipped event) {
        if (events.remove(event)) {
            bytes -= event.hook().getSealed().remaining();
        }
    }

    void clear() {
        events.clear();
        bytes = 0;
    }
}
