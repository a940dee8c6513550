package hookline.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class RemovedTest {
    private static final Removed REMOVED = new Removed(1234, 2, 3, 4, 5);

    @Test
    void addsUpByKind() {
        Removed one = Removed.events(1)
                .plus(Removed.sessions(20))
                .plus(Removed.deadLetters(300))
                .plus(Removed.statsDays(4000))
                .plus(Removed.erasureMarks(50_000));
        assertEquals(new Removed(1, 20, 300, 4000, 50_000), one);
        assertEquals(new Removed(2, 40, 600, 8000, 100_000), one.plus(one));
        assertEquals(one, one.plus(Removed.NOTHING));
    }

    @Test
    void saysItInOneLine() {
        assertEquals(
                "events: 1234, sessions: 2, dead letters: 3, days of statistics: 4, marks of erasures: 5",
                REMOVED.text());
    }

    @Test
    void saysItInOneLineOfJson() {
        assertEquals(
                "{\"events\":1234,\"sessions\":2,\"dead_letters\":3,\"stats_days\":4,\"erasure_marks\":5}",
                REMOVED.json());
    }
}
