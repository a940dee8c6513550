package hookline.retention;

import static hookline.retention.RemovedCounts.removed;
import static org.junit.jupiter.api.Assertions.assertEquals;

import hookline.retention.RetentionReport.Outcome;
import hookline.streams.Removal.Amount;
import org.junit.jupiter.api.Test;

class RemovedTest {
    private static final Removed REMOVED = removed(1234, 2, 3, 4, 5)
            .plus(Removed.of(Kind.EVENTS, new Amount(1, 100)))
            .plus(Removed.of(Kind.FILES, new Amount(6, 7)));

    @Test
    void addsUpByKind() {
        Removed one = Removed.of(Kind.EVENTS, new Amount(1, 10)).plus(Removed.of(Kind.SESSIONS, 20));
        Removed two = one.plus(one);
        assertEquals(2, two.count(Kind.EVENTS));
        assertEquals(20, two.bytes(Kind.EVENTS));
        assertEquals(40, two.count(Kind.SESSIONS));
        assertEquals(0, two.count(Kind.AUDIT));
        assertEquals(one, one.plus(Removed.NOTHING));
        assertEquals(Removed.NOTHING, Removed.of(Kind.EVENTS, 0));
    }

    @Test
    void saysItInOneLine() {
        assertEquals(
                "events: 1235, sessions: 2, dead letters: 3, overdue raw entries: 0, days of statistics: 4,"
                        + " marks of erasures: 5, audit entries: 0, local files: 6; bytes: 107",
                REMOVED.text());
    }

    @Test
    void saysItInOneLineOfJson() {
        assertEquals(
                "{\"outcome\":\"held_elsewhere\",\"dry_run\":false,\"events\":1235,\"sessions\":2,\"dead_letters\":3,"
                        + "\"overdue\":0,\"stats\":4,\"erasure_marks\":5,\"audit\":0,\"files\":6,"
                        + "\"bytes\":{\"events\":100,\"sessions\":0,\"dead_letters\":0,\"overdue\":0,\"stats\":0,"
                        + "\"erasure_marks\":0,\"audit\":0,\"files\":7}}",
                new RetentionReport(Outcome.HELD_ELSEWHERE, false, REMOVED).json());
    }
}
