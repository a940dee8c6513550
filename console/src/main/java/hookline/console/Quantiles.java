package hookline.console;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** Estimates quantiles from a histogram's buckets, as {@code histogram_quantile} of Prometheus does. */
final class Quantiles {
    private Quantiles() {}

    /**
     * The quantile of what was measured between two looks; empty where nothing was.
     *
     * @param earlier counts by upper bound, cumulative; a process that started anew since has lower ones
     * @param later the same, later
     * @param quantile from 0 to 1
     */
    static OptionalDouble between(Map<String, Double> earlier, Map<String, Double> later, double quantile) {
        TreeMap<Double, Double> counts = new TreeMap<>();
        later.forEach(
                (bound, count) -> counts.put(bound(bound), Math.max(0, count - earlier.getOrDefault(bound, 0.0))));
        if (counts.isEmpty() || counts.lastEntry().getValue() <= 0) {
            return OptionalDouble.empty();
        }
        double wanted = quantile * counts.lastEntry().getValue();
        double lowerBound = 0;
        double lowerCount = 0;
        for (Map.Entry<Double, Double> bucket : counts.entrySet()) {
            double upper = bucket.getKey();
            double count = bucket.getValue();
            if (count >= wanted) {
                return OptionalDouble.of(
                        Double.isInfinite(upper) || count <= lowerCount
                                ? lowerBound
                                : lowerBound + (upper - lowerBound) * (wanted - lowerCount) / (count - lowerCount));
            }
            lowerBound = upper;
            lowerCount = count;
        }
        return OptionalDouble.of(lowerBound);
    }

    private static double bound(String text) {
        return text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
    }
}
