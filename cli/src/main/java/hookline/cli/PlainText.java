package hookline.cli;

import java.util.regex.Pattern;

/** Makes text of others harmless on a terminal: no control character, no line break and no change of direction. */
final class PlainText {
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\x{80}-\\x{9f}\\x{2028}\\x{2029}]");

    private PlainText() {}

    static String of(String text) {
        return UNPRINTABLE.matcher(text).replaceAll("?");
    }
}
