package hookline.retention;

/** What retention removes, each kind by a rule of its own. */
public enum Kind {
    EVENTS("events", "events"),
    SESSIONS("sessions", "sessions"),
    DEAD_LETTERS("dead_letters", "dead letters"),
    OVERDUE("overdue", "overdue raw entries"),
    STATS("stats", "days of statistics"),
    ERASURE_MARKS("erasure_marks", "marks of erasures"),
    AUDIT("audit", "audit entries"),
    FILES("files", "local files");

    private final String label;
    private final String words;

    Kind(String label, String words) {
        this.label = label;
        this.words = words;
    }

    /** The label in metrics and the name in JSON. */
    String label() {
        return label;
    }

    String words() {
        return words;
    }
}
