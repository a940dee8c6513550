package hookline.streams.reader;

import hookline.streams.EventLog;
import hookline.streams.EventLog.LogEntry;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The events of a partition that were read last, so that none is handed over twice.
 *
 * <p>Bounded, and it knows its own bound: whoever reads again only behind the {@link #floor} meets no event that was
 * read and forgotten. Not thread-safe.
 */
final class RecentIds {
    private final int most;
    private final Map<String, String> entryIds = new LinkedHashMap<>();
    private String floor = EventLog.START;

    RecentIds(int most) {
        this.most = most;
    }

    /** Remembers nothing of what lies up to here. */
    void startBehind(String entryId) {
        floor = entryId;
    }

    /** Says whether it is new. */
    boolean add(LogEntry entry) {
        if (entryIds.putIfAbsent(entry.id(), entry.entryId()) != null) {
            return false;
        }
        if (entryIds.size() > most) {
            Iterator<String> eldest = entryIds.values().iterator();
            floor = eldest.next();
            eldest.remove();
        }
        return true;
    }

    /** Lets it come again: it was not there when its turn came, and a resend may bring it back. */
    void forget(String id) {
        entryIds.remove(id);
    }

    String floor() {
        return floor;
    }
}
