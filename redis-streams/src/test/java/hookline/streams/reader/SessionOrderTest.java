package hookline.streams.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hookline.streams.EventLog.LogEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SessionOrderTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private final List<Ready> ready = new ArrayList<>();
    private final SessionOrder order = new SessionOrder(new Window(5, Duration.ofSeconds(2)), ready::add);

    private static LogEntry entry(String session, long sequence, Instant committed) {
        return new LogEntry(committed.toEpochMilli() + "-0", session + sequence, "stop_hook", session, sequence, 10);
    }

    private void add(String session, long... sequences) {
        for (long sequence : sequences) {
            order.add(entry(session, sequence, NOW), NOW);
        }
    }

    private String out() {
        return ready.stream()
                .map(one -> one instanceof Ready.Next next
                        ? next.entry().id() + (next.late() ? " late" : "")
                        : String.valueOf(((Ready.Notice) one).received()))
                .collect(Collectors.joining(", "));
    }

    @Test
    void whatOvertookWaitsForWhatItOvertook() {
        add("a", 1, 3, 4);
        add("b", 1);
        assertEquals("a1, b1", out());
        add("a", 2);
        assertEquals("a1, b1, a2, a3, a4", out());
        assertEquals(0, order.held());
    }

    @Test
    void anyOrderWithinTheWindowComesOutInOrder() {
        Random random = new Random(7);
        List<Long> expected = LongStream.rangeClosed(1, 600).boxed().toList();
        List<Long> shuffled = new ArrayList<>(expected);
        for (int from = 0; from < shuffled.size(); from += 5) {
            Collections.shuffle(shuffled.subList(from, from + 5), random);
        }
        shuffled.forEach(sequence -> add("a", sequence));
        assertEquals(
                expected,
                ready.stream().map(one -> ((Ready.Next) one).entry().sequence()).toList());
    }

    @Test
    void aGapIsNamedOnceTheLogWasLookedAtLongEnoughAfterIt() {
        add("a", 1, 4, 7);
        order.isReadToItsEnd(NOW.plusMillis(1_999));
        assertEquals("a1", out());
        order.isReadToItsEnd(NOW.plusSeconds(2));
        assertEquals("a1, Missing[sessionId=a, from=2, to=3], a4", out());
        order.isReadToItsEnd(NOW.plusSeconds(2));
        assertEquals("a1, Missing[sessionId=a, from=2, to=3], a4, Missing[sessionId=a, from=5, to=6], a7", out());
    }

    @Test
    void aClockThatWasSetBackHoldsNothingUp() {
        add("a", 1, 3);
        order.isReadToItsEnd(NOW.minusSeconds(3_600));
        assertEquals("a1, Missing[sessionId=a, from=2, to=2], a3", out());
    }

    @Test
    void inABacklogTheLogsOwnTimeCounts() {
        add("a", 1, 3);
        order.isReadUpTo(NOW.plusSeconds(2));
        assertEquals("a1", out());
        order.isReadUpTo(NOW.plusMillis(2_001));
        assertEquals("a1, Missing[sessionId=a, from=2, to=2], a3", out());
    }

    @Test
    void aFullWindowGivesUpTheOldestGap() {
        add("a", 1, 3);
        add("b", 1, 3, 4, 5, 6);
        assertEquals(5, order.held());
        add("b", 7);
        assertEquals("a1, b1, Missing[sessionId=a, from=2, to=2], a3", out());
        assertEquals(5, order.held());
    }

    @Test
    void whatComesAfterItWasGivenUpIsLateAndNotLost() {
        add("a", 1, 3);
        order.isReadToItsEnd(NOW.plusSeconds(2));
        add("a", 2, 4);
        assertEquals("a1, Missing[sessionId=a, from=2, to=2], a3, a2 late, a4", out());
    }

    @Test
    void aSessionThatRunsAlreadyStartsWhereItIsFirstSeen() {
        add("a", 8, 7);
        assertEquals("", out());
        order.isReadToItsEnd(NOW.plusSeconds(2));
        assertEquals("a7, a8", out());
    }

    @Test
    void whatWasHandedOverEarlierCountsForTheOrder() {
        order.remember(entry("a", 8, NOW));
        order.remember(entry("a", 7, NOW));
        add("a", 9, 11);
        order.isReadToItsEnd(NOW.plusSeconds(2));
        assertEquals("a9, Missing[sessionId=a, from=10, to=10], a11", out());
    }

    @Test
    void whatHasNoNumberWaitsForNothing() {
        add("a", 0, 0);
        assertEquals("a0, a0", out());
    }
}
