package hookline.processor.redact;

import java.util.EnumMap;
import java.util.Map;

/**
 * Remembers where in a text the last run of each character class and the last place of each kind were found, so that a
 * thousand keywords close together look at the text around them once. Not thread-safe.
 */
final class Landmarks {
    private final Scan scan;
    private final Map<CharClass, Stretch> runs = new EnumMap<>(CharClass.class);
    private final Map<Place, Stretch> places = new EnumMap<>(Place.class);

    Landmarks(Scan scan) {
        this.scan = scan;
    }

    /** What was looked at last, between the start and the end; nothing at first. */
    private static final class Stretch {
        private int start = -1;
        private int end = -1;
    }

    /** Where the run of {@code kind} that starts at or spans {@code start} ends, exclusive. */
    int runEnd(CharClass kind, int start) {
        Stretch run = runs.computeIfAbsent(kind, unused -> new Stretch());
        if (start < run.start || start >= run.end) {
            int end = start;
            while (kind.has(scan.at(end))) {
                end++;
            }
            scan.look(end - start);
            run.start = start;
            run.end = end;
        }
        return Math.max(start, run.end);
    }

    /** The first such place at or behind {@code start}, or the end of the text. */
    int next(Place place, int start) {
        Stretch without = places.computeIfAbsent(place, unused -> new Stretch());
        if (start < without.start || start > without.end) {
            int at = start;
            while (at < scan.to() && !place.isAt(scan, at)) {
                at++;
            }
            scan.look(at - start);
            without.start = start;
            without.end = at;
        }
        return without.end;
    }

    /** The last such place before {@code index}, at most {@code reach} characters back, or -1. */
    int lastBefore(Place place, int index, int reach) {
        // Here the stretch reaches from the place that was found to where it was looked for.
        Stretch behind = places.computeIfAbsent(place, unused -> new Stretch());
        int floor = Math.max(scan.from(), index - reach);
        boolean further = index >= behind.end;
        int start = further ? Math.max(floor, behind.end) : floor;
        int found = further ? behind.start : -1;
        for (int i = index - 1; i >= start; i--) {
            if (place.isAt(scan, i)) {
                found = i;
                break;
            }
        }
        scan.look(Math.max(0, index - start));
        if (further) {
            behind.start = found;
            behind.end = index;
        }
        return found >= floor ? found : -1;
    }
}
