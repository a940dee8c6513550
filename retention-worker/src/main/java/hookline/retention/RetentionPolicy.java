package hookline.retention;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Says what is old: all that lies before the age, but nothing that still makes a second delivery harmless.
 *
 * @param age what is older may go
 * @param deadLetterAge the same for dead letters
 * @param rawMaxAge after which an event that nobody has processed is given up; empty for never
 * @param maxBytes what published events may take together, the oldest going first
 * @param dedupeWindow how long an event may come again; no record that would recognise it goes before
 * @param erasureMemory how long what was erased is refused
 */
record RetentionPolicy(
        Duration age,
        Duration deadLetterAge,
        Optional<Duration> rawMaxAge,
        Optional<Long> maxBytes,
        Duration dedupeWindow,
        Duration erasureMemory) {
    private static final LocalDate FIRST_DAY = LocalDate.of(2026, 1, 1);

    /** Stream ids know no time before 1970, and an age may be a hundred years. */
    private static final Instant EARLIEST = Instant.ofEpochSecond(1);

    /**
     * An event's hash is what recognises its second delivery. A session is as old as the last of its events, and dated by
     * seconds: so whole seconds go, and it goes with that event.
     *
     * @param tooMuch before which all is too much for {@code maxBytes}
     */
    Instant eventsBefore(Instant now, Instant tooMuch) {
        Instant old = before(now, longer(age));
        Instant harmless = before(now, dedupeWindow);
        Instant cut = tooMuch.isBefore(harmless) ? tooMuch : harmless;
        return (cut.isAfter(old) ? cut : old).truncatedTo(ChronoUnit.SECONDS);
    }

    /** A dead letter's place in the index is what recognises a bad event that comes again. */
    Instant deadLettersBefore(Instant now) {
        return before(now, longer(deadLetterAge));
    }

    /** Before which an event arrived that nobody has processed, and nobody shall wait for any more. */
    Optional<Instant> overdueBefore(Instant now) {
        return rawMaxAge.map(most -> before(now, most));
    }

    /**
     * Every whole UTC day that lies before the age, oldest first, from the first on which anything was ever written.
     *
     * <p>They are named rather than found: a SCAN would walk every event of a Redis at each run, on each node of a
     * cluster, while these are a few hundred names a year that can be removed whether they exist or not.
     */
    List<LocalDate> statsDays(Instant now) {
        LocalDate youngestKept = LocalDate.ofInstant(before(now, age), ZoneOffset.UTC);
        return youngestKept.isAfter(FIRST_DAY)
                ? FIRST_DAY.datesUntil(youngestKept).toList()
                : List.of();
    }

    /** Events wait in spools, so this does not follow from the age of what is stored. */
    Instant erasureMarksBefore(Instant now) {
        return before(now, erasureMemory);
    }

    private Duration longer(Duration age) {
        return age.compareTo(dedupeWindow) > 0 ? age : dedupeWindow;
    }

    private static Instant before(Instant now, Duration age) {
        return age.compareTo(Duration.between(EARLIEST, now)) < 0 ? now.minus(age) : EARLIEST;
    }
}
