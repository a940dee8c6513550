package hookline.benchmarks;

import java.util.function.DoublePredicate;

/**
 * What a figure has to reach: as a ratio to what was measured alternately, or by itself.
 *
 * @param text how the table says it
 * @param ofRatio whether the ratio decides, or the measured value
 */
record Target(String text, boolean ofRatio, DoublePredicate reached) {
    /** Reported, and never missed. */
    static final Target NONE = new Target("", false, value -> true);

    static Target ratioAtMost(double limit) {
        return new Target("at most " + limit + " times", true, value -> value <= limit);
    }

    static Target ratioAtLeast(double limit) {
        return new Target("at least " + limit + " times", true, value -> value >= limit);
    }

    static Target under(double limit, Unit unit) {
        return new Target("under " + unit.text(limit), false, value -> value < limit);
    }

    static Target atMost(double limit, Unit unit) {
        return new Target("at most " + unit.text(limit), false, value -> value <= limit);
    }
}
