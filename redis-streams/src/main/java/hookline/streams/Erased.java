package hookline.streams;

/**
 * What an erasure removed, or in a dry run would.
 *
 * @param events hashes of events
 * @param sessions hashes of sessions
 * @param deadLetters entries of the dead-letter streams
 * @param rawEntries entries that were not processed yet
 * @param closedDeadLetters dead letters that do not show their session, and for which there was no key; they stay
 * @param closedRawEntries raw entries that do not show their session; the processors refuse what is erased of them
 */
public record Erased(
        long events, long sessions, long deadLetters, long rawEntries, long closedDeadLetters, long closedRawEntries) {
    public static final Erased NOTHING = new Erased(0, 0, 0, 0, 0, 0);

    static Erased events(long events) {
        return new Erased(events, 0, 0, 0, 0, 0);
    }

    static Erased sessions(long sessions) {
        return new Erased(0, sessions, 0, 0, 0, 0);
    }

    static Erased deadLetters(long deadLetters, long closed) {
        return new Erased(0, 0, deadLetters, 0, closed, 0);
    }

    static Erased rawEntries(long rawEntries, long closed) {
        return new Erased(0, 0, 0, rawEntries, 0, closed);
    }

    public Erased plus(Erased other) {
        return new Erased(
                events + other.events,
                sessions + other.sessions,
                deadLetters + other.deadLetters,
                rawEntries + other.rawEntries,
                closedDeadLetters + other.closedDeadLetters,
                closedRawEntries + other.closedRawEntries);
    }

    /** How many keys and entries went. */
    public long all() {
        return events + sessions + deadLetters + rawEntries;
    }

    /** One line for people. */
    public String text() {
        return "events: " + events + ", sessions: " + sessions + ", dead letters: " + deadLetters + ", raw entries: "
                + rawEntries;
    }
}
