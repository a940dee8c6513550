package hookline.retention;

/**
 * What a run of retention removed, or in a dry run would have.
 *
 * @param events hashes of events
 * @param sessions hashes of sessions
 * @param deadLetters entries of the dead-letter streams
 * @param statsDays hashes of statistics, one a day and partition
 * @param erasureMarks by which what was erased is refused, one a partition
 */
public record Removed(long events, long sessions, long deadLetters, long statsDays, long erasureMarks) {
    static final Removed NOTHING = new Removed(0, 0, 0, 0, 0);

    static Removed events(long events) {
        return new Removed(events, 0, 0, 0, 0);
    }

    static Removed sessions(long sessions) {
        return new Removed(0, sessions, 0, 0, 0);
    }

    static Removed deadLetters(long deadLetters) {
        return new Removed(0, 0, deadLetters, 0, 0);
    }

    static Removed statsDays(long statsDays) {
        return new Removed(0, 0, 0, statsDays, 0);
    }

    static Removed erasureMarks(long erasureMarks) {
        return new Removed(0, 0, 0, 0, erasureMarks);
    }

    public Removed plus(Removed other) {
        return new Removed(
                events + other.events,
                sessions + other.sessions,
                deadLetters + other.deadLetters,
                statsDays + other.statsDays,
                erasureMarks + other.erasureMarks);
    }

    /** One line for people. */
    public String text() {
        return "events: " + events + ", sessions: " + sessions + ", dead letters: " + deadLetters
                + ", days of statistics: " + statsDays + ", marks of erasures: " + erasureMarks;
    }

    /** One line of JSON. */
    public String json() {
        return "{\"events\":" + events + ",\"sessions\":" + sessions + ",\"dead_letters\":" + deadLetters
                + ",\"stats_days\":" + statsDays + ",\"erasure_marks\":" + erasureMarks + "}";
    }
}
