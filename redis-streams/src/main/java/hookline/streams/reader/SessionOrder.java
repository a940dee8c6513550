package hookline.streams.reader;

import hookline.streams.EventLog.LogEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Puts each session's events in the order of their numbers, as far as a {@link Window} reaches: every event comes out
 * once, and a number that does not come is said to be missing instead of being waited for.
 *
 * <p>A session that is seen for the first time with another number than 1 waits for lower ones too, but nothing is said
 * to be missing before it. Not thread-safe.
 */
final class SessionOrder {
    private static final int KNOWN_SESSIONS = 10_000;

    private final Window window;
    private final Consumer<Ready> out;

    /** The session's next number; sessions that were quiet for longest are forgotten first. */
    private final Map<String, Long> next = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > KNOWN_SESSIONS;
        }
    };

    private final Map<String, Waiting> waiting = new LinkedHashMap<>();
    private int held;

    SessionOrder(Window window, Consumer<Ready> out) {
        this.window = window;
        this.out = out;
    }

    /** An event that came to the reader before its gap was filled. */
    private record Held(LogEntry entry, Instant since) {}

    private static final class Waiting {
        final PriorityQueue<Held> events =
                new PriorityQueue<>(Comparator.comparingLong((Held held) -> held.entry.sequence()));
        Instant since = Instant.MAX;
        Instant committed = Instant.MAX;

        void add(Held held) {
            events.add(held);
            since = earlier(since, held.since);
            committed = earlier(committed, held.entry.time());
        }

        private static Instant earlier(Instant one, Instant other) {
            return one.isBefore(other) ? one : other;
        }
    }

    /** Counts an event that was handed over before this reader began. */
    void remember(LogEntry entry) {
        if (entry.sequence() > 0) {
            next.merge(entry.sessionId(), entry.sequence() + 1, Math::max);
        }
    }

    void add(LogEntry entry, Instant now) {
        String session = entry.sessionId();
        if (entry.sequence() <= 0) {
            out.accept(new Ready.Next(entry, false));
        } else if (entry.sequence() <= next.getOrDefault(session, 1L)) {
            release(entry);
            releaseFollowing(session);
        } else {
            waiting.computeIfAbsent(session, unknown -> new Waiting()).add(new Held(entry, now));
            held++;
            while (held > window.events()) {
                giveUp(waiting.keySet().iterator().next());
            }
        }
    }

    /** Stops waiting where the log was read further than the window reaches, by the log's own clock. */
    void isReadUpTo(Instant time) {
        giveUp(queue -> queue.committed.plus(window.time()).isBefore(time));
    }

    /** Stops waiting where the log, when it was looked at, still held nothing more after the window's time. */
    void isReadToItsEnd(Instant looked) {
        // A clock that was set back would make it wait for as long.
        giveUp(queue -> !queue.since.plus(window.time()).isAfter(looked) || queue.since.isAfter(looked));
    }

    int held() {
        return held;
    }

    private void giveUp(Predicate<Waiting> isDue) {
        List<String> due = new ArrayList<>();
        waiting.forEach((session, queue) -> {
            if (isDue.test(queue)) {
                due.add(session);
            }
        });
        due.forEach(this::giveUp);
    }

    /** Passes over the first gap of a session, and begins to wait for the next one. */
    private void giveUp(String session) {
        Waiting queue = waiting.get(session);
        Held first = queue == null ? null : queue.events.peek();
        if (first == null) {
            return;
        }
        Long expected = next.get(session);
        if (expected != null) {
            out.accept(new Ready.Notice(new Received.Missing(session, expected, first.entry.sequence() - 1)));
        }
        next.put(session, first.entry.sequence());
        releaseFollowing(session);
    }

    private void releaseFollowing(String session) {
        Waiting queue = waiting.remove(session);
        if (queue == null) {
            return;
        }
        Held first = queue.events.peek();
        while (first != null && first.entry.sequence() <= next.getOrDefault(session, 1L)) {
            queue.events.remove();
            held--;
            release(first.entry);
            first = queue.events.peek();
        }
        if (first != null) {
            Waiting rest = new Waiting();
            queue.events.forEach(rest::add);
            waiting.put(session, rest);
        }
    }

    private void release(LogEntry entry) {
        long expected = next.getOrDefault(entry.sessionId(), 1L);
        out.accept(new Ready.Next(entry, entry.sequence() < expected));
        next.put(entry.sessionId(), Math.max(expected, entry.sequence() + 1));
    }
}
