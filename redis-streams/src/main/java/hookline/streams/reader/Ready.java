package hookline.streams.reader;

import hookline.streams.EventLog.LogEntry;

/** What is next for the caller: an event whose line is still to be fetched, or a notice. */
sealed interface Ready {
    record Next(LogEntry entry, boolean late) implements Ready {}

    record Notice(Received received) implements Ready {}
}
