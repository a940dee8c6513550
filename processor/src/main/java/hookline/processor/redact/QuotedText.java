package hookline.processor.redact;

import org.jspecify.annotations.Nullable;

/**
 * What stands between quotation marks, in the notation of any language: escaped once or more, tripled, behind a prefix
 * such as {@code b} or {@code @}, or in several literals joined by {@code +}, {@code .}, a backslash or a line break.
 */
final class QuotedText {
    static final int LONGEST = 400;
    private static final int MOST_PIECES = 16;
    private static final int LONGEST_JOINT = 80;

    private QuotedText() {}

    static boolean isQuote(char c) {
        return c == '"' || c == '\'' || c == '`';
    }

    /** The literal that opens at {@code index}, without its marks, up to the end of the last one joined to it. */
    static @Nullable NamedValue at(Scan scan, int index, NamedValue.Form form) {
        int start = index;
        if (isPrefix(scan.at(start)) && (isQuote(scan.at(start + 1)) || scan.at(start + 1) == '\\')) {
            start++;
        }
        int escapes = 0;
        while (scan.at(start) == '\\' && escapes < 8) {
            start++;
            escapes++;
        }
        char quote = scan.at(start);
        if (!isQuote(quote)) {
            return null;
        }
        start++;
        if (scan.at(start) == quote && scan.at(start + 1) == quote) {
            start += 2;
        }
        int end = end(scan, start, quote, escapes);
        int closing = end;
        while (escapes > 0 && end > start && scan.at(end - 1) == '\\' && closing - end < escapes) {
            end--;
        }
        if (end == start) {
            return null;
        }
        return new NamedValue(start, escapes == 0 ? joinedEnd(scan, end, quote) : end, form);
    }

    /** The text of a value as its program sees it: of one line, and without the joints between its literals. */
    static String of(Scan scan, int start, int end) {
        int line = start;
        while (line < end && scan.at(line) != '\n') {
            line++;
        }
        char quote = scan.at(end);
        if (!isQuote(quote) || scan.at(start - 1) != quote) {
            return scan.slice(start, line);
        }
        if (!holds(scan, quote, start, end)) {
            return scan.slice(start, end);
        }
        StringBuilder text = new StringBuilder(end - start);
        for (int i = start; i < end; i++) {
            int next = scan.at(i) == quote && scan.at(i - 1) != '\\' ? nextPiece(scan, i, quote) : -1;
            if (next > 0 && next <= end) {
                i = next - 1;
            } else {
                text.append(scan.at(i));
            }
        }
        return text.toString();
    }

    /** {@code name "value"} on a line of its own, as build scripts have it. */
    static boolean fillsLine(Scan scan, int nameStart, int quote) {
        int end = quote + 1;
        while (end - quote < LONGEST && scan.at(end) >= ' ' && scan.at(end) != scan.at(quote)) {
            end++;
        }
        int line = scan.runStart(CharClass.BLANK, nameStart, LONGEST_JOINT);
        return scan.at(line - 1) < ' ' && scan.at(end) == scan.at(quote) && scan.at(scan.skipBlanks(end + 1)) < ' ';
    }

    private static boolean holds(Scan scan, char wanted, int start, int end) {
        int at = start;
        while (at < end && scan.at(at) != wanted) {
            at++;
        }
        return at < end;
    }

    private static int end(Scan scan, int start, char quote, int escapes) {
        int end = start;
        int backslashes = 0;
        while (end < scan.to() && end - start < LONGEST && scan.at(end) != '\n') {
            char c = scan.at(end);
            if (c == quote && backslashes <= escapes) {
                break;
            }
            backslashes = c == '\\' ? backslashes + 1 : 0;
            end++;
        }
        scan.look(end - start);
        return end - start == LONGEST ? scan.runEnd(CharClass.TOKEN, end) : end;
    }

    private static int joinedEnd(Scan scan, int firstEnd, char quote) {
        int end = firstEnd;
        for (int piece = 0; piece < MOST_PIECES && scan.at(end) == quote; piece++) {
            int next = nextPiece(scan, end, quote);
            if (next < 0) {
                return end;
            }
            int closing = end(scan, next, quote, 0);
            int after = scan.skipBlanks(closing + 1);
            if (scan.at(closing) != quote || scan.at(after) == ':' || scan.at(after) == '=') {
                return end;
            }
            end = closing;
        }
        return end;
    }

    /** Where the literal starts that is joined to the one closing at {@code closing}, or -1. */
    private static int nextPiece(Scan scan, int closing, char quote) {
        boolean joined = false;
        for (int i = closing + 1; i < closing + LONGEST_JOINT; i++) {
            char c = scan.at(i);
            if (c == quote) {
                return joined && scan.at(i + 1) != quote ? i + 1 : -1;
            }
            if (c == '+' || c == '.' || c == '\\' || c == '\n') {
                joined = true;
            } else if (c != ' ' && c != '\t' && c != '\r') {
                return -1;
            }
        }
        return -1;
    }

    private static boolean isPrefix(char c) {
        return c == 'b' || c == 'r' || c == 'u' || c == 'f' || c == 'L' || c == '@';
    }
}
