package hookline.benchmarks;

import java.util.Arrays;

/** The durations of one run by nearest rank: a percentile is always one that was measured. */
final class Percentiles {
    private static final double NANOS_A_MILLI = 1e6;

    private final long[] sorted;

    private Percentiles(long[] sorted) {
        this.sorted = sorted;
    }

    /**
     * Takes them in any order.
     *
     * @throws IllegalArgumentException if there are none
     */
    static Percentiles of(long[] nanos) {
        if (nanos.length == 0) {
            throw new IllegalArgumentException("Nothing was measured");
        }
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Percentiles(sorted);
    }

    double median() {
        return millis(50);
    }

    double p99() {
        return millis(99);
    }

    /** The smallest duration that so many percent do not exceed, in milliseconds. */
    double millis(int percent) {
        int rank = Math.toIntExact(((long) percent * sorted.length + 99) / 100);
        return sorted[Math.max(1, rank) - 1] / NANOS_A_MILLI;
    }
}
