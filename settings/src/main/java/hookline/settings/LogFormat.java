package hookline.settings;

/** How a process writes a log entry. */
public enum LogFormat {
    /** For people: one readable line. */
    TEXT,
    /** For programs: one JSON object a line. */
    JSON
}
