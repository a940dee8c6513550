package hookline.streams;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * What a copy is of; empty parts do not limit it.
 *
 * @param from events that were committed at this time or later
 * @param to events that were committed before this time
 */
public record CopyScope(Optional<Instant> from, Optional<Instant> to, Optional<String> session) {
    public static final CopyScope ALL = new CopyScope(Optional.empty(), Optional.empty(), Optional.empty());

    /** Whether it is of everything. */
    public boolean isWhole() {
        return from.isEmpty() && to.isEmpty() && session.isEmpty();
    }

    boolean hasSession(String id) {
        return session.map(id::equals).orElse(true);
    }

    /** The place behind which it begins. */
    String start() {
        return from.map(time -> time.toEpochMilli() - 1 + "-" + Long.MAX_VALUE)
                .filter(place -> !place.startsWith("-"))
                .orElse(EventLog.START);
    }

    /** The last place that it may reach, where a stream ends at this one. */
    String end(String last) {
        return to.map(time -> Math.max(0, time.toEpochMilli() - 1) + "-" + Long.MAX_VALUE)
                .filter(place -> PLACES.compare(place, last) < 0)
                .orElse(last);
    }

    static final Comparator<String> PLACES =
            Comparator.comparingLong(CopyScope::millis).thenComparingLong(CopyScope::number);

    static long millis(String place) {
        return Long.parseLong(place, 0, place.indexOf('-'), 10);
    }

    private static long number(String place) {
        return Long.parseLong(place.substring(place.indexOf('-') + 1));
    }
}
