package hookline.streams;

/** What a commit made of one entry. */
public enum Verdict {
    STORED,
    DUPLICATE,
    DEAD,
    /** A key of another type is in the way: nothing was written and the entry is still pending. */
    BLOCKED,
    /** It belongs to what was erased: nothing was written, not even a dead letter. */
    ERASED;

    static Verdict of(long code) {
        return values()[(int) code - 1];
    }
}
