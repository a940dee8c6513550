package hookline.retention;

import hookline.streams.EventLog;
import hookline.streams.EventLog.LogEntry;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * Finds the time up to which events have to go so that the rest fits into so many bytes, over all partitions together.
 * Reads the logs from their ends, a step at a time, and no further than the limit.
 */
final class SizeLimit {
    private final long maxBytes;

    SizeLimit(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** All that was committed before this time is too much; the epoch where all of it fits, or it may not go on. */
    Instant cut(List<EventLog> partitions, RunPermit permit) {
        PriorityQueue<Backwards> newestFirst =
                new PriorityQueue<>(Comparator.comparing(Backwards::time).reversed());
        partitions.forEach(log -> new Backwards(log).addTo(newestFirst));
        long kept = 0;
        while (!newestFirst.isEmpty()) {
            Backwards newest = newestFirst.remove();
            LogEntry entry = newest.entries.remove();
            kept += entry.bytes();
            if (kept > maxBytes) {
                // Sessions are dated by seconds, so what was committed within one goes together.
                return entry.time().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
            }
            if (newest.entries.isEmpty() && !permit.mayGoOn()) {
                return Instant.EPOCH;
            }
            newest.addTo(newestFirst);
        }
        return Instant.EPOCH;
    }

    /** One partition's log, from its end. */
    private static final class Backwards {
        private final EventLog log;
        private final Deque<LogEntry> entries = new ArrayDeque<>();
        private Optional<String> last = Optional.empty();

        Backwards(EventLog log) {
            this.log = log;
        }

        Instant time() {
            return entries.element().time();
        }

        /** Unless it has no more. */
        void addTo(PriorityQueue<Backwards> queue) {
            if (entries.isEmpty()) {
                entries.addAll(log.ahead(last, StepSize.MOST));
                last = Optional.ofNullable(entries.peekLast()).map(LogEntry::entryId);
            }
            if (!entries.isEmpty()) {
                queue.add(this);
            }
        }
    }
}
