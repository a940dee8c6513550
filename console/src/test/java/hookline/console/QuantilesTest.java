package hookline.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class QuantilesTest {
    private static final double CLOSE = 1e-9;

    private static final Map<String, Double> LATER = Map.of("0.1", 10.0, "0.5", 90.0, "1.0", 100.0, "+Inf", 100.0);

    @Test
    void aQuantileLiesWithinItsBucket() {
        assertEquals(0.3, Quantiles.between(Map.of(), LATER, 0.5).orElseThrow(), CLOSE);
        assertEquals(0.1, Quantiles.between(Map.of(), LATER, 0.1).orElseThrow(), CLOSE);
        assertEquals(0.95, Quantiles.between(Map.of(), LATER, 0.99).orElseThrow(), CLOSE);
    }

    @Test
    void onlyWhatCameBetweenTheTwoLooksCounts() {
        Map<String, Double> earlier = Map.of("0.1", 10.0, "0.5", 10.0, "1.0", 10.0, "+Inf", 10.0);
        assertEquals(0.1 + 0.4 * 45 / 80, Quantiles.between(earlier, LATER, 0.5).orElseThrow(), CLOSE);
    }

    @Test
    void beyondTheLastBoundThereIsNothingToEstimateFrom() {
        Map<String, Double> slow = Map.of("0.1", 0.0, "+Inf", 5.0);
        assertEquals(0.1, Quantiles.between(Map.of(), slow, 0.5).orElseThrow(), CLOSE);
    }

    @Test
    void nothingMeasuredHasNoQuantile() {
        assertTrue(Quantiles.between(Map.of(), Map.of(), 0.5).isEmpty());
        assertTrue(Quantiles.between(LATER, LATER, 0.5).isEmpty());
    }

    @Test
    void aProcessThatStartedAnewCountsAsNothing() {
        assertTrue(
                Quantiles.between(LATER, Map.of("0.1", 1.0, "+Inf", 2.0), 0.5).isEmpty());
    }
}
