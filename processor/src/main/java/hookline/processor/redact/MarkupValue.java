package hookline.processor.redact;

import org.jspecify.annotations.Nullable;

/** The value that XML gives to a name: an element's content, or the neighbour in a property list. */
final class MarkupValue {
    private static final int LONGEST_GAP = 80;
    private static final String[] VALUE_TAGS = {"<string>", "<value>"};

    private MarkupValue() {}

    /** {@code <name>content</name>}, up to the next blank or tag. */
    static @Nullable NamedValue element(Scan scan, int contentStart) {
        int start = skipSpace(scan, contentStart);
        int end = start;
        while (end < scan.to() && end < start + QuotedText.LONGEST && scan.at(end) > ' ' && scan.at(end) != '<') {
            end++;
        }
        scan.look(end - start);
        boolean closed = scan.at(skipSpace(scan, end)) == '<' || end >= scan.to();
        return end > start && closed ? new NamedValue(start, end, NamedValue.Form.QUOTED) : null;
    }

    /** {@code <key>name</key><string>value</string>}. */
    static @Nullable NamedValue sibling(Scan scan, int closingTag) {
        int end = closingTag + 2;
        while (end - closingTag < 20 && CharClass.ALPHA.has(scan.at(end))) {
            end++;
        }
        int next = skipSpace(scan, end + 1);
        for (String tag : VALUE_TAGS) {
            if (scan.at(end) == '>' && scan.matchesIgnoringCase(tag, next)) {
                return element(scan, next + tag.length());
            }
        }
        return null;
    }

    private static int skipSpace(Scan scan, int index) {
        int at = index;
        while (at < scan.to() && at - index < LONGEST_GAP && scan.at(at) <= ' ') {
            at++;
        }
        return at;
    }
}
