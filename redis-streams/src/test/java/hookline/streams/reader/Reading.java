package hookline.streams.reader;

import hookline.streams.RedisUnavailableException;
import hookline.streams.reader.Received.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What one reader has got so far; an outage is waited out. */
final class Reading {
    private static final Duration LIMIT = Duration.ofSeconds(40);

    final LogReader reader;
    final List<Received> received = new ArrayList<>();

    Reading(LogReader reader) {
        this.reader = reader;
    }

    /** Reads until so many events have come. */
    Reading untilEvents(int count) {
        Instant deadline = Instant.now().plus(LIMIT);
        while (events().size() < count && Instant.now().isBefore(deadline)) {
            step();
        }
        return this;
    }

    Reading untilTheEnd() {
        Instant deadline = Instant.now().plus(LIMIT);
        while ((step() || !reader.isAtEnd()) && Instant.now().isBefore(deadline)) {
            // The step itself waits.
        }
        return this;
    }

    private boolean step() {
        try {
            reader.poll(Duration.ofMillis(100)).ifPresent(received::add);
            return !reader.isAtEnd();
        } catch (RedisUnavailableException e) {
            return true;
        }
    }

    List<Event> events() {
        List<Event> events = new ArrayList<>();
        for (Received one : received) {
            if (one instanceof Event event) {
                events.add(event);
            }
        }
        return events;
    }

    List<String> ids() {
        return events().stream().map(event -> event.entry().id()).toList();
    }

    List<Received> notices() {
        return received.stream().filter(one -> !(one instanceof Event)).toList();
    }

    /** Session to its numbers, in the order in which they came. */
    Map<String, List<Long>> numbers() {
        Map<String, List<Long>> numbers = new TreeMap<>();
        for (Event event : events()) {
            numbers.computeIfAbsent(event.entry().sessionId(), session -> new ArrayList<>())
                    .add(event.entry().sequence());
        }
        return numbers;
    }
}
