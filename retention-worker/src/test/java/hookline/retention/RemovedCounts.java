package hookline.retention;

import hookline.streams.Removal.Amount;

/** Results of runs by number alone: how many bytes they are, tests of their own say. */
final class RemovedCounts {
    private RemovedCounts() {}

    static Removed removed(long events, long sessions, long deadLetters, long statsDays, long erasureMarks) {
        return Removed.of(Kind.EVENTS, events)
                .plus(Removed.of(Kind.SESSIONS, sessions))
                .plus(Removed.of(Kind.DEAD_LETTERS, deadLetters))
                .plus(Removed.of(Kind.STATS, statsDays))
                .plus(Removed.of(Kind.ERASURE_MARKS, erasureMarks));
    }

    static Removed countsOf(Removed removed) {
        Removed counts = Removed.NOTHING;
        for (Kind kind : Kind.values()) {
            counts = counts.plus(Removed.of(kind, new Amount(removed.count(kind), 0)));
        }
        return counts;
    }
}
