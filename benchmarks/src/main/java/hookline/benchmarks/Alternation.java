package hookline.benchmarks;

import java.io.IOException;
import java.util.List;

/** Times two commands in turn, the one that begins changing each time, so that both meet the same machine. */
final class Alternation {
    private static final int WARM_UP = 20;

    private final TimedCommand reference;
    private final byte[] input;
    private final int calls;
    private int comparisons;

    Alternation(TimedCommand reference, byte[] input, int calls) {
        this.reference = reference;
        this.input = input;
        this.calls = calls;
    }

    /** How often {@link #run} calls each of them. */
    int callsEach() {
        return WARM_UP + calls;
    }

    /** How often the reference was called in all. */
    int referenceCalls() {
        return comparisons * callsEach();
    }

    List<Figure> run(String name, TimedCommand measured, Target median, Target p99)
            throws IOException, InterruptedException {
        comparisons++;
        long[] measuredNanos = new long[calls];
        long[] referenceNanos = new long[calls];
        for (int i = -WARM_UP; i < calls; i++) {
            long first = i % 2 == 0 ? measured.nanos(input) : reference.nanos(input);
            long second = i % 2 == 0 ? reference.nanos(input) : measured.nanos(input);
            if (i >= 0) {
                measuredNanos[i] = i % 2 == 0 ? first : second;
                referenceNanos[i] = i % 2 == 0 ? second : first;
            }
        }
        Percentiles one = Percentiles.of(measuredNanos);
        Percentiles other = Percentiles.of(referenceNanos);
        return List.of(
                Figure.compared(name + ", median", Unit.MILLIS, one.median(), other.median(), median),
                Figure.compared(name + ", 99th percentile", Unit.MILLIS, one.p99(), other.p99(), p99));
    }
}
