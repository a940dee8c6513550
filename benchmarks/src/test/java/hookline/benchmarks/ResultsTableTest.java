package hookline.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTableTest {
    private static final Target TARGET = Target.ratioAtMost(0.8);

    @Test
    void theMedianOfTheRatiosDecidesAndNotTheRatioOfTheMedians() {
        List<Row> rows = Row.of(List.of(
                Figure.compared("call", Unit.MILLIS, 1, 4, TARGET),
                Figure.compared("call", Unit.MILLIS, 2, 8, TARGET),
                Figure.compared("call", Unit.MILLIS, 9, 9, TARGET),
                Figure.compared("call", Unit.MILLIS, 10, 10, TARGET),
                Figure.compared("call", Unit.MILLIS, 11, 11, TARGET)));
        assertFalse(rows.get(0).isMet());
        assertEquals(
                "| call | 9.00 ms | 9.00 ms | 1.00 (0.25 to 1.00) | at most 0.8 times | **no** |",
                rows.get(0).line());
    }

    @Test
    void aFigureThatStandsByItselfIsHeldAgainstItsOwnLimit() {
        Target target = Target.atMost(160, Unit.MEGABYTES);
        assertTrue(Row.of(List.of(Figure.alone("memory", Unit.MEGABYTES, 160, target)))
                .get(0)
                .isMet());
        Row missed = Row.of(List.of(Figure.alone("memory", Unit.MEGABYTES, 161, target)))
                .get(0);
        assertFalse(missed.isMet());
        assertEquals("| memory | 161 MB |  |  | at most 160 MB | **no** |", missed.line());
    }

    @Test
    void aFigureWithoutTargetIsNeverMissed() {
        Row row = Row.of(List.of(Figure.compared("cold", Unit.PER_SECOND, 7_211, 108_435, Target.NONE)))
                .get(0);
        assertTrue(row.isMet());
        assertEquals("| cold | 7,211/s | 108,435/s | 0.07 (0.07 to 0.07) |  |  |", row.line());
    }

    @Test
    void figuresOfAllRunsComeTogetherInTheirFirstOrder() {
        List<Row> rows = Row.of(List.of(
                Figure.alone("b", Unit.MILLIS, 1, Target.NONE),
                Figure.alone("a", Unit.MILLIS, 1, Target.NONE),
                Figure.alone("b", Unit.MILLIS, 3, Target.NONE)));
        assertEquals(
                List.of("| b | 2.00 ms |  |  |  |  |", "| a | 1.00 ms |  |  |  |  |"),
                rows.stream().map(Row::line).toList());
    }

    @Test
    void onlyWhatStandsBetweenTheMarkersIsReplaced(@TempDir Path folder) throws IOException {
        Path page = folder.resolve("page.md");
        Files.writeString(page, "before\n<!-- benchmarks: begin -->\nold\n<!-- benchmarks: end -->\nafter\n");
        ResultsTable.write(page, "new\n");
        assertEquals(
                "before\n<!-- benchmarks: begin -->\nnew\n<!-- benchmarks: end -->\nafter\n", Files.readString(page));
    }

    @Test
    void everyTableOfAPageIsReplacedByItsName(@TempDir Path folder) throws IOException {
        Path page = folder.resolve("page.md");
        String first = "<!-- benchmarks: begin -->\nold\n<!-- benchmarks: end -->\n";
        Files.writeString(page, first + "<!-- delivery: begin -->\nold\n<!-- delivery: end -->\n");
        ResultsTable.write(page, "delivery", "new\n");
        assertEquals(first + "<!-- delivery: begin -->\nnew\n<!-- delivery: end -->\n", Files.readString(page));
    }

    @Test
    void aPageWithoutMarkersIsRefusedAndKept(@TempDir Path folder) throws IOException {
        Path page = folder.resolve("page.md");
        Files.writeString(page, "<!-- benchmarks: end -->\n<!-- benchmarks: begin -->\n");
        assertThrows(IOException.class, () -> ResultsTable.requirePlace(page));
        assertThrows(IOException.class, () -> ResultsTable.write(page, "new\n"));
        assertEquals("<!-- benchmarks: end -->\n<!-- benchmarks: begin -->\n", Files.readString(page));
    }
}
