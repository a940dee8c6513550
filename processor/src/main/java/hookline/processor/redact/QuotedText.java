package hookline.processor.redact;

import org.jspecify.annotations.Nullable;

/**
 * What stands between quotation marks, in the notation of any language: escaped once or more, tripled, behind a prefix
 * such as {@code b} or {@code @}, or in several literals joined by {@code +}, {@code .}, a backslash or a line break.
 */
final class QuotedText {
    static final int LONGEST = 400;
    private static final int JUDGED = 128;
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
        int closing = end(scan, start, quote, escapes);
        int end = closing;
        while (scan.at(closing) == quote && scan.at(end - 1) == '\\') {
            end--;
        }
        if (end == start) {
            return null;
        }
        return new NamedValue(start, escapes == 0 ? joinedEnd(scan, end, quote) : end, form);
    }

    /** The beginning of a value's text as its program sees it: of one line, and without the joints between literals. */
    static String of(Scan scan, int start, int end) {
        int judged = Math.min(end, start + JUDGED);
        char quote = scan.at(end);
        if (!isQuote(quote) || scan.at(start - 1) != quote) {
            int line = start;
            while (line < judged && scan.at(line) != '\n') {
                line++;
            }
            return scan.slice(start, line);
        }
        String raw = scan.slice(start, judged);
        if (raw.indexOf(quote) < 0) {
            return raw;
        }
        StringBuilder text = new StringBuilder();
        for (int i = start; i < judged; i++) {
            int next = scan.at(i) == quote && scan.at(i - 1) != '\\' ? nextPiece(scan, i, quote) : -1;
            if (next > 0) {
                i = next - 1;
            } else {
                text.append(scan.at(i));
            }
        }
        return text.toString();
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
