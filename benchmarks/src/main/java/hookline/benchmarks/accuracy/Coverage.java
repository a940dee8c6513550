package hookline.benchmarks.accuracy;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decides whether every character of a secret was replaced.
 *
 * <p>What is left of a text is its stretches between the markers. The secret is covered where the stretches up to some
 * marker can be found, in order, before the secret, and the others behind it: then that marker stands for all of it.
 */
final class Coverage {
    private static final Pattern MARKERS =
            Pattern.compile("(?:\\[REDACTED(?::[A-Za-z0-9_:-]{1,80})?]|\\[(?:EMAIL|CREDIT_CARD|SSN|IBAN)])+");

    private Coverage() {}

    /** Whether nothing of any occurrence of {@code secret} in {@code original} is in {@code redacted} any more. */
    static boolean isComplete(String original, String redacted, String secret) {
        List<String> left = stretches(redacted);
        int at = original.indexOf(secret);
        while (at >= 0) {
            if (!isReplaced(original, left, at, at + secret.length())) {
                return false;
            }
            at = original.indexOf(secret, at + secret.length());
        }
        return true;
    }

    private static List<String> stretches(String redacted) {
        List<String> left = new ArrayList<>();
        Matcher marker = MARKERS.matcher(redacted);
        int at = 0;
        while (marker.find()) {
            left.add(redacted.substring(at, marker.start()));
            at = marker.end();
        }
        left.add(redacted.substring(at));
        return left;
    }

    private static boolean isReplaced(String original, List<String> left, int from, int to) {
        int before = stretchesBefore(original, left, from);
        int behind = stretchesBehind(original, left, to);
        return before >= 1 && behind >= 1 && before + behind >= left.size();
    }

    /** How many stretches, from the first one on, fit into the text in front of the secret. */
    private static int stretchesBefore(String original, List<String> left, int from) {
        int end = 0;
        for (int i = 0; i < left.size(); i++) {
            String stretch = left.get(i);
            int at = i == 0 ? (original.startsWith(stretch) ? 0 : -1) : original.indexOf(stretch, end + 1);
            if (at < 0 || at + stretch.length() > from) {
                return i;
            }
            end = at + stretch.length();
        }
        return left.size();
    }

    /** How many stretches, from the last one back, fit into the text behind the secret. */
    private static int stretchesBehind(String original, List<String> left, int to) {
        int start = original.length();
        for (int i = 0; i < left.size(); i++) {
            String stretch = left.get(left.size() - 1 - i);
            int at = i == 0
                    ? (original.endsWith(stretch) ? original.length() - stretch.length() : -1)
                    : original.lastIndexOf(stretch, start - 1 - stretch.length());
            if (at < to) {
                return i;
            }
            start = at;
        }
        return left.size();
    }
}
