package hookline.processor.redact;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The stretches of a text that hold percent, backslash or HTML escapes, with these resolved, one stretch a line. Knows
 * where in the original each of its characters came from. What does not decode to one character stays as it is.
 */
final class EscapedText {
    /** Where one of these stands, resolving is worth the work. */
    static final List<String> KEYWORDS = List.of(
            "%2", "%3", "%4", "%5", "%6", "%7", "\\u", "\\x", ":\\/\\/", "&#", "&quot;", "&amp;", "&apos;", "&lt;");

    /** Those of JSON three times in JSON. */
    private static final int MOST_BACKSLASHES = 7;

    private static final Map<String, Character> ENTITIES =
            Map.of("&quot;", '"', "&amp;", '&', "&apos;", '\'', "&lt;", '<', "&gt;", '>');

    private final char[] chars;
    private final int length;

    /** Where a stretch starts that stands in the original as it is here, and where it stands there. */
    private int[] here = new int[16];

    private int[] there = new int[16];
    private int stretches;

    EscapedText(Scan scan) {
        int[] windows = scan.escapeWindows();
        int most = 1;
        for (int w = 0; w < windows.length; w += 2) {
            // Where a token goes on beyond its surroundings it is read to its end, or that would stay.
            windows[w + 1] = scan.runEnd(CharClass.TOKEN, windows[w + 1]);
            most += windows[w + 1] - windows[w] + 1;
        }
        chars = new char[most];
        int at = 0;
        for (int w = 0; w < windows.length; w += 2) {
            int i = windows[w];
            while (i < windows[w + 1]) {
                standsAt(i, at);
                i = resolve(scan, i, chars, at++);
            }
            standsAt(i, at);
            chars[at++] = '\n';
        }
        standsAt(scan.to(), at);
        length = at;
    }

    /** The characters, in an array that is longer than the text. */
    char[] chars() {
        return chars;
    }

    int length() {
        return length;
    }

    Finding inOriginal(Finding finding) {
        return new Finding(finding.rule(), origin(finding.start()), origin(finding.end()));
    }

    /** Whether the escape whose keyword starts there resolves to anything. */
    static boolean resolves(Scan scan, int index) {
        return scan.at(index) == ':' || resolve(scan, index, new char[1], 0) > index + 1;
    }

    private void standsAt(int original, int index) {
        if (stretches > 0 && original - there[stretches - 1] == index - here[stretches - 1]) {
            return;
        }
        if (stretches == here.length) {
            here = Arrays.copyOf(here, 2 * stretches);
            there = Arrays.copyOf(there, 2 * stretches);
        }
        here[stretches] = index;
        there[stretches++] = original;
    }

    private int origin(int index) {
        int found = Arrays.binarySearch(here, 0, stretches, index);
        int stretch = found < 0 ? -found - 2 : found;
        return there[stretch] + index - here[stretch];
    }

    /** Puts the character that starts at {@code i} into {@code target} and returns where the next one starts. */
    private static int resolve(Scan scan, int i, char[] target, int at) {
        char c = scan.at(i);
        target[at] = c;
        if (c == '%') {
            return code(scan, i, i + 1, 2, target, at);
        }
        if (c == '\\') {
            // JSON in JSON doubles them at each level.
            int last = i;
            while (last - i < MOST_BACKSLASHES && scan.at(last + 1) == '\\') {
                last++;
            }
            char kind = scan.at(last + 1);
            if (kind == 'u') {
                return code(scan, i, last + 2, 4, target, at);
            }
            if (kind == 'x') {
                return code(scan, i, last + 2, 2, target, at);
            }
            if (kind == '/') {
                target[at] = '/';
                return last + 2;
            }
        }
        return c == '&' ? entity(scan, i, target, at) : i + 1;
    }

    private static int code(Scan scan, int i, int start, int digits, char[] target, int at) {
        int value = number(scan, start, start + digits, 16);
        if (value < ' ' || (digits == 2 && value > 126)) {
            return i + 1;
        }
        target[at] = (char) value;
        return start + digits;
    }

    private static int entity(Scan scan, int i, char[] target, int at) {
        if (scan.at(i + 1) == '#') {
            boolean hex = scan.at(i + 2) == 'x' || scan.at(i + 2) == 'X';
            int start = hex ? i + 3 : i + 2;
            int end = start;
            while (end < start + 5 && CharClass.HEX.has(scan.at(end))) {
                end++;
            }
            int value = number(scan, start, end, hex ? 16 : 10);
            if (value >= ' ' && value < 127 && scan.at(end) == ';') {
                target[at] = (char) value;
                return end + 1;
            }
            return i + 1;
        }
        for (Map.Entry<String, Character> entity : ENTITIES.entrySet()) {
            if (scan.matches(entity.getKey(), i)) {
                target[at] = entity.getValue();
                return i + entity.getKey().length();
            }
        }
        return i + 1;
    }

    private static int number(Scan scan, int start, int end, int radix) {
        int value = 0;
        for (int i = start; i < end; i++) {
            int digit = Character.digit(scan.at(i), radix);
            if (digit < 0 || scan.at(i) > 127) {
                return -1;
            }
            value = value * radix + digit;
        }
        return end > start ? value : -1;
    }
}
