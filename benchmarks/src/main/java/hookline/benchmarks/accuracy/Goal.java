package hookline.benchmarks.accuracy;

import java.util.Locale;

/**
 * What the redaction has to reach on some texts, in percent.
 *
 * @param precision 0 where it does not matter, since it follows from how many of the texts are clean
 */
record Goal(double found, double clean, double precision) {
    boolean isMet(Tally tally) {
        return tally.foundPercent() >= found && tally.cleanPercent() <= clean && tally.precisionPercent() >= precision;
    }

    String text() {
        return String.format(Locale.ROOT, "found: at least %.0f %%", found)
                + (clean < 100 ? String.format(Locale.ROOT, ", clean: at most %.0f %%", clean) : "")
                + (precision > 0 ? String.format(Locale.ROOT, ", precision: at least %.0f %%", precision) : "");
    }
}
