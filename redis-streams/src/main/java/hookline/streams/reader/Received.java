package hookline.streams.reader;

import hookline.streams.EventLog.LogEntry;

/** What a reader gets: an event, or word that there are events it does not get. */
public sealed interface Received {
    /**
     * An event, handed over once.
     *
     * @param line as it was published
     * @param late whether a higher number of its session was handed over before
     */
    record Event(LogEntry entry, String line, boolean late) implements Received {}

    /**
     * Numbers of a session that the log did not bring in time: dead letters, erased, removed by retention, or lost. What
     * comes later all the same is handed over as late.
     *
     * @param from the first missing number; 0 for an event without one
     * @param to the last
     */
    record Missing(String sessionId, long from, long to) implements Received {}

    /**
     * The log was trimmed past the reader's place: what was between these entries of a partition, if anything, was
     * removed before it was read.
     *
     * @param behind the last entry that was read
     * @param before the first one that is left
     */
    record Cut(int partition, String behind, String before) implements Received {}
}
