package hookline.streams.reader;

import hookline.settings.SteadyClock;
import hookline.streams.EventLog;
import hookline.streams.EventLog.LogEntry;
import java.time.InstantSource;
import java.util.function.Predicate;

/**
 * Where a reader starts, and what it wants.
 *
 * @param wanted says of which events the lines are fetched; the others are passed over, but count for the order
 */
public record ReaderOptions(Beginning beginning, Window window, Predicate<LogEntry> wanted, InstantSource clock) {
    /** With what comes from now on. */
    public static ReaderOptions fromNow() {
        return from((log, partition) -> new Place(log.end(), false));
    }

    /** Behind an entry id of no particular partition, which may also be made of a time. */
    public static ReaderOptions behind(String entryId) {
        return from((log, partition) -> new Place(entryId, false));
    }

    /** Where an earlier reader was. */
    public static ReaderOptions from(Position position) {
        return from((log, partition) -> {
            String entryId = position.of(partition);
            return new Place(entryId, !entryId.equals(EventLog.START));
        });
    }

    private static ReaderOptions from(Beginning beginning) {
        return new ReaderOptions(beginning, Window.DEFAULT, entry -> true, new SteadyClock());
    }

    public ReaderOptions within(Window other) {
        return new ReaderOptions(beginning, other, wanted, clock);
    }

    public ReaderOptions only(Predicate<LogEntry> other) {
        return new ReaderOptions(beginning, window, other, clock);
    }

    public ReaderOptions at(InstantSource other) {
        return new ReaderOptions(beginning, window, wanted, other);
    }

    /** Looks up where to start in a partition. */
    @FunctionalInterface
    public interface Beginning {
        Place in(EventLog log, int partition);
    }

    /**
     * A place in a partition's log.
     *
     * @param wasRead whether it is an entry that was read before, so that its absence means something
     */
    public record Place(String entryId, boolean wasRead) {}
}
