package hookline.system.conformance;

/** One thing that a recorder did and must not do. */
record Finding(Violation violation, String where, String detail) {
    enum Violation {
        /** An exit code that is not 0: 2 blocks the session, others are shown to its user. */
        EXIT_CODE,
        /** Output, which becomes model context or is taken for a decision. */
        STDOUT,
        STDERR,
        /** The call went on after its bound, or left somebody behind who holds its output. */
        TOO_LATE,
        /** An event that could be kept is not there. */
        LOST,
        /** Something is there as an event that is not what the session sent. */
        INCOMPLETE,
        /** One call left more than one event. */
        REPEATED;

        boolean disturbs() {
            return compareTo(TOO_LATE) <= 0;
        }
    }

    @Override
    public String toString() {
        return violation + ": " + where + ": " + detail;
    }
}
