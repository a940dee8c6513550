package hookline.benchmarks.accuracy;

import java.util.Locale;

/** Counts what was found among the secret texts and what was touched among the clean ones. Not thread-safe. */
final class Tally {
    private int secrets;
    private int found;
    private int touchedSecrets;
    private int clean;
    private int touchedClean;

    void add(boolean secret, boolean isTouched, boolean isFound) {
        if (secret) {
            secrets++;
            found += isFound ? 1 : 0;
            touchedSecrets += isTouched ? 1 : 0;
        } else {
            clean++;
            touchedClean += isTouched ? 1 : 0;
        }
    }

    /** In percent; 100 where there was none to find. */
    double foundPercent() {
        return percent(found, secrets, 100);
    }

    /** In percent; 0 where there was none to touch. */
    double cleanPercent() {
        return percent(touchedClean, clean, 0);
    }

    /** How many percent of the touched texts are secret ones; 100 where none was touched. */
    double precisionPercent() {
        return percent(touchedSecrets, touchedSecrets + touchedClean, 100);
    }

    String found() {
        return secrets == 0 ? "" : String.format(Locale.ROOT, "%.2f %% of %,d", foundPercent(), secrets);
    }

    String clean() {
        return clean == 0 ? "" : String.format(Locale.ROOT, "%.1f %% of %,d", cleanPercent(), clean);
    }

    String precision() {
        return secrets == 0 || clean == 0 ? "" : String.format(Locale.ROOT, "%.1f %%", precisionPercent());
    }

    private static double percent(int part, int whole, double ofNone) {
        return whole == 0 ? ofNone : 100.0 * part / whole;
    }
}
