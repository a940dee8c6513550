package hookline.processor.redact;

/**
 * Bounds the work of unwrapping one value: four layers of encoding, and together no more than twice its length. Running
 * out of it means that the value cannot be vouched for. Not thread-safe.
 */
final class Budget {
    private static final int DEEPEST = 4;
    private static final int FLOOR = 4096;

    private long left;
    private int depth;

    private Budget(long characters) {
        left = characters;
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

    void leave() {
        depth--;
    }

    /** Ends the inspection of a value; carries no trace, since it is an outcome and not a fault. */
    static final class ExceededException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ExceededException() {
            super("too much to unwrap", null, false, false);
        }
    }
}
