package hookline.schemas.copy;

/** The kinds of records that a copy has, in the order in which they stand there. */
public final class CopyKind {
    /** The first record: what the copy is of. */
    public static final String HEADER = "header";

    /** The mark of an erasure. */
    public static final String ERASED = "erased";

    public static final String EVENT = "event";

    /** Stands among the events, by its time. */
    public static final String DEAD_LETTER = "dead_letter";

    public static final String SESSION = "session";

    /** The counts of one day and one partition. */
    public static final String STATS = "stats";

    /** The last record, by which a copy that was cut off is known. */
    public static final String END = "end";

    private CopyKind() {}
}
