package hookline.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PercentilesTest {
    private static final long MILLI = 1_000_000;

    @Test
    void aPercentileIsTheValueAtItsRank() {
        long[] oneToFiveHundred =
                LongStream.rangeClosed(1, 500).map(i -> (501 - i) * MILLI).toArray();
        Percentiles percentiles = Percentiles.of(oneToFiveHundred);
        assertEquals(250, percentiles.median());
        assertEquals(495, percentiles.p99());
        assertEquals(500, percentiles.millis(100));
        assertEquals(501 * MILLI, oneToFiveHundred[0] + MILLI, "what was given stays as it was");
    }

    @Test
    void fewValuesHaveTheLargestAsTheirHighPercentile() {
        assertEquals(3, Percentiles.of(new long[] {3 * MILLI, MILLI, 2 * MILLI}).p99());
        assertEquals(2, Percentiles.of(new long[] {3 * MILLI, MILLI, 2 * MILLI}).median());
        assertEquals(7, Percentiles.of(new long[] {7 * MILLI}).median());
    }

    @Test
    void nothingHasNoPercentile() {
        assertThrows(IllegalArgumentException.class, () -> Percentiles.of(new long[0]));
    }
}
