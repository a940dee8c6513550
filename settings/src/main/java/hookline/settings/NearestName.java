package hookline.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the name that somebody most likely meant: the fewest letters to insert, drop or replace. */
public final class NearestName {
    private static final int ENOUGH_LETTERS = 80;

    private NearestName() {}

    public static Optional<String> to(String name, Collection<String> known) {
        String shortened = name.substring(0, Math.min(name.length(), ENOUGH_LETTERS));
        return known.stream()
                .min(Comparator.<String>comparingInt(candidate -> distance(shortened, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
