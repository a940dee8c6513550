package hookline.streams.reader;

import hookline.streams.EventLog;
import hookline.streams.EventLog.LogEntry;
import hookline.streams.RedisLink;
import hookline.streams.reader.ReaderOptions.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads one partition's log, each event once, whatever becomes of the log meanwhile.
 *
 * <p>After a reconnect, and where the entry at its place is gone, it reads again from a little before and drops what it
 * knows. A call that fails changes nothing, and is to be repeated. For one thread at a time.
 */
final class PartitionReader {
    private static final int PAGE = 100;
    private static final int MOST_BYTES = 4 << 20;

    /** What a failover takes back are seconds; a partition commits some hundred events in one. */
    private static final int OVERLAP = 5_000;

    /** Twice the overlap, so that a resend of what a failover took back is recognised too. */
    private static final int REMEMBERED = 2 * OVERLAP;

    /** Retention removes nothing this young, so who was at the end a minute ago has missed nothing. */
    private static final Duration SURELY_KEPT = Duration.ofMinutes(1);

    private final int partition;
    private final EventLog log;
    private final RedisLink link;
    private final ReaderOptions options;
    private final RecentIds recent = new RecentIds(REMEMBERED);
    private final Deque<Ready> ready = new ArrayDeque<>();
    private final SessionOrder order;

    /** Events that were read and not handed over yet, in the order of reading, with the entry ahead of each. */
    private final Map<String, String> underWay = new LinkedHashMap<>();

    private String place;
    private boolean atEnd;

    /** The beginning of time where the log is known, or feared, to hold more than was read. */
    private Instant wasAtEnd;

    private long generation;

    PartitionReader(int partition, EventLog log, RedisLink link, ReaderOptions options) {
        this.partition = partition;
        this.log = log;
        this.link = link;
        this.options = options;
        this.order = new SessionOrder(options.window(), ready::add);
        Place start = options.beginning().in(log, partition);
        List<LogEntry> earlier = log.newest(EventLog.START, start.entryId(), OVERLAP);
        if (earlier.size() == OVERLAP) {
            recent.startBehind(earlier.get(0).entryId());
        }
        for (LogEntry entry : earlier) {
            recent.add(entry);
            order.remember(entry);
        }
        if (earlier.isEmpty()) {
            place = start.wasRead() ? start.entryId() : EventLog.START;
        } else {
            place = earlier.get(earlier.size() - 1).entryId();
        }
        wasAtEnd = start.wasRead() ? Instant.MIN : Instant.MAX;
        generation = link.generation();
    }

    /** What is next, with its id where it is an event's turn that this completes. */
    record Outgoing(Optional<Received> received, String id) {}

    /** At most a page or 4 MiB, or one event; empty where there is nothing now. */
    List<Outgoing> next() {
        if (ready.isEmpty()) {
            read();
        }
        List<Ready> batch = batch();
        List<LogEntry> wanted = new ArrayList<>();
        for (Ready one : batch) {
            if (one instanceof Ready.Next next && options.wanted().test(next.entry())) {
                wanted.add(next.entry());
            }
        }
        Iterator<Optional<String>> lines = log.lines(wanted).iterator();
        List<Outgoing> outgoing = new ArrayList<>();
        for (Ready one : batch) {
            add(outgoing(one, lines), outgoing);
            ready.remove();
        }
        return outgoing;
    }

    /** Joins what is missing in a row into one notice. */
    private static void add(Outgoing next, List<Outgoing> outgoing) {
        int last = outgoing.size() - 1;
        if (last >= 0
                && outgoing.get(last).received().orElse(null) instanceof Received.Missing earlier
                && next.received().orElse(null) instanceof Received.Missing later
                && earlier.sessionId().equals(later.sessionId())
                && earlier.to() + 1 == later.from()) {
            Received joined = new Received.Missing(later.sessionId(), earlier.from(), later.to());
            outgoing.set(last, new Outgoing(Optional.empty(), outgoing.get(last).id()));
            outgoing.add(new Outgoing(Optional.of(joined), next.id()));
        } else {
            outgoing.add(next);
        }
    }

    void isHandedOver(Outgoing outgoing) {
        underWay.remove(outgoing.id());
    }

    /** Everything up to this entry was handed over. */
    String position() {
        return underWay.isEmpty() ? place : underWay.values().iterator().next();
    }

    /** Whether nothing was left to read, nor waits for its order. */
    boolean isAtEnd() {
        return !hasMore() && order.held() == 0;
    }

    /** Whether the next call surely has something to do. */
    boolean hasMore() {
        return !ready.isEmpty() || !atEnd;
    }

    private void read() {
        Instant asked = options.clock().instant();
        List<LogEntry> page = log.from(place, PAGE + 1);
        boolean isThere = !page.isEmpty() && page.get(0).entryId().equals(place);
        if (generation != link.generation() || !(isThere || place.equals(EventLog.START))) {
            readAgain(page, isThere, asked);
            generation = link.generation();
        }
        for (LogEntry entry : isThere ? page.subList(1, page.size()) : page) {
            accept(entry, asked);
        }
        atEnd = page.size() <= PAGE;
        boolean allIsGone = page.isEmpty() && wasAtEnd.equals(Instant.MIN);
        wasAtEnd = atEnd && !allIsGone ? asked : Instant.MIN;
        if (!page.isEmpty()) {
            order.isReadUpTo(page.get(page.size() - 1).time());
        }
        if (atEnd) {
            order.isReadToItsEnd(asked);
        }
    }

    /**
     * Reads again what lies a little before the place. Where that is gone but not what lies before, it was erased or a
     * failover took it back; where nothing is left before, retention may have removed more than what was read.
     */
    private void readAgain(List<LogEntry> page, boolean isThere, Instant asked) {
        List<LogEntry> again = log.newest(recent.floor(), place, OVERLAP);
        if (!again.isEmpty()) {
            place = recent.floor();
        } else if (!isThere && !page.isEmpty() && wasAtEnd.isBefore(asked.minus(SURELY_KEPT))) {
            ready.add(new Ready.Notice(
                    new Received.Cut(partition, place, page.get(0).entryId())));
        }
        again.forEach(entry -> accept(entry, asked));
    }

    private void accept(LogEntry entry, Instant now) {
        if (recent.add(entry)) {
            underWay.put(entry.id(), place);
            order.add(entry, now);
        }
        place = entry.entryId();
    }

    private List<Ready> batch() {
        List<Ready> batch = new ArrayList<>();
        long bytes = 0;
        for (Ready one : ready) {
            bytes += one instanceof Ready.Next next ? next.entry().bytes() : 0;
            if (batch.size() == PAGE || (!batch.isEmpty() && bytes > MOST_BYTES)) {
                break;
            }
            batch.add(one);
        }
        return batch;
    }

    private Outgoing outgoing(Ready one, Iterator<Optional<String>> lines) {
        if (one instanceof Ready.Notice notice) {
            return new Outgoing(Optional.of(notice.received()), "");
        }
        Ready.Next next = (Ready.Next) one;
        LogEntry entry = next.entry();
        if (!options.wanted().test(entry)) {
            return new Outgoing(Optional.empty(), entry.id());
        }
        Optional<String> line = lines.next();
        if (line.isEmpty()) {
            recent.forget(entry.id());
        }
        Received received = line.isPresent()
                ? new Received.Event(entry, line.get(), next.late())
                : new Received.Missing(entry.sessionId(), entry.sequence(), entry.sequence());
        return new Outgoing(Optional.of(received), entry.id());
    }
}
