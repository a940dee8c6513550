package hookline.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExpositionTest {
    @Test
    void samplesAreSummedByNameAndByLabel() {
        Exposition meters = Exposition.parse("""
                # HELP events_total what happened
                # TYPE events_total counter
                events_total{rule="a",how="x"} 2.0
                events_total{how="y",rule="a"} 3
                events_total{rule="b, \\"quoted\\" \\\\ }",} 4 1395066363000
                plain 1.5e3

                """);
        assertEquals(9, meters.sum("events_total"));
        assertEquals(Map.of("a", 5.0, "b, \"quoted\" \\ }", 4.0), meters.by("events_total", "rule"));
        assertEquals(1500, meters.sum("plain"));
        assertEquals(0, meters.sum("absent"));
        assertFalse(meters.has("absent"));
    }

    @Test
    void infiniteValuesAreNumbersToo() {
        assertEquals(Double.POSITIVE_INFINITY, Exposition.parse("x +Inf").sum("x"));
        assertEquals(Double.NEGATIVE_INFINITY, Exposition.parse("x -Inf").sum("x"));
    }

    @Test
    void whatIsNoSampleIsPassedOver() {
        Exposition meters = Exposition.parse("<html>\nx{a=\"\nx{a=\"b\"\nx\n{} 3\nx{b} 1\nx y\nx 7");
        assertEquals(7, meters.sum("x"));
    }

    @Test
    void severalProcessesAreJoined() {
        Exposition joined =
                Exposition.joined(List.of(Exposition.parse("x 1"), Exposition.parse("x 2"), Exposition.EMPTY));
        assertEquals(3, joined.sum("x"));
    }
}
