package hookline.processor.redact;

/**
 * Bounds the work on one value: four layers of encoding, together no more than twice its length, and so many looks at
 * each of its characters, where ordinary text needs few. Running out of it means that the value cannot be vouched for.
 * Not thread-safe.
 */
final class Budget {
    private static final int DEEPEST = 4;
    private static final int FLOOR = 4096;

    private static final int LOOKS = 8;

    private long left;
    private long looks;
    private int depth;

    private Budget(long characters) {
        left = characters;
        looks = LOOKS * characters;
    }

    static Budget forValueOf(int length) {
        return new Budget(2L * length + FLOOR);
    }

    void enter(int characters) {
        left -= characters;
        depth++;
        if (left < 0 || depth > DEEPEST) {
            throw new ExceededException();
        }
    }

    /** Counts characters that were looked at beside the one pass over all of them. */
    void look(int characters) {
        looks -= characters;
        if (looks < 0) {
            throw new ExceededException();
        }
    }

    void leave() {
        depth--;
    }

    /** Ends the inspection of a value; carries no trace, since it is an outcome and not a fault. */
    static final class ExceededException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ExceededException() {
            super("too much to inspect", null, false, false);
        }
    }
}
