package hookline.processor.redact;

import org.jspecify.annotations.Nullable;

/**
 * The value that a YAML text gives to a key on the lines below it: one plain or quoted word, or a block that {@code |}
 * or {@code >} announces. Reads at most 8,192 characters.
 */
final class IndentedValue {
    private static final int LONGEST = 8192;
    private static final int DEEPEST = 80;

    private IndentedValue() {}

    /** The value below the key that starts at {@code nameStart} and whose colon is followed by {@code start}. */
    static @Nullable NamedValue below(Scan scan, int nameStart, int start) {
        int indent = indent(scan, nameStart);
        if (indent < 0) {
            return null;
        }
        int at = start;
        boolean block = scan.at(at) == '|' || scan.at(at) == '>';
        if (block) {
            at++;
            while (scan.at(at) == '-' || scan.at(at) == '+' || CharClass.DIGIT.has(scan.at(at))) {
                at++;
            }
        }
        int lineEnd = scan.skipBlanks(scan.at(at) == '\r' ? at + 1 : at);
        if (scan.at(lineEnd) != '\n') {
            return null;
        }
        return block ? block(scan, lineEnd + 1, indent) : word(scan, lineEnd + 1, indent);
    }

    /** How far the key is indented, or -1 where something else than a list's dash stands before it. */
    private static int indent(Scan scan, int nameStart) {
        int keyStart = QuotedText.isQuote(scan.at(nameStart - 1)) ? nameStart - 1 : nameStart;
        int lineStart = keyStart;
        while (keyStart - lineStart < DEEPEST && (isBlank(scan, lineStart - 1) || isDash(scan, lineStart - 1))) {
            lineStart--;
        }
        return scan.at(lineStart - 1) == '\n' || lineStart == scan.from() ? keyStart - lineStart : -1;
    }

    private static @Nullable NamedValue word(Scan scan, int lineStart, int indent) {
        int start = scan.skipBlanks(lineStart);
        if (start - lineStart <= indent) {
            return null;
        }
        NamedValue quoted = QuotedText.at(scan, start, NamedValue.Form.QUOTED);
        int end = quoted == null ? start : quoted.end() + 1;
        while (quoted == null && scan.at(end) > ' ' && end - start < QuotedText.LONGEST) {
            end++;
        }
        if (quoted == null && end - start == QuotedText.LONGEST) {
            end = scan.runEnd(CharClass.TOKEN, end);
        }
        scan.look(end - start);
        int rest = scan.skipBlanks(end);
        boolean alone = rest >= scan.to() || scan.at(rest) == '\n' || scan.at(rest) == '\r' || scan.at(rest) == '#';
        if (!alone || end == start || scan.at(end - 1) == ':' || "-{[&*!#".indexOf(scan.at(start)) >= 0) {
            return null;
        }
        return quoted == null ? new NamedValue(start, end, NamedValue.Form.MEMBER) : quoted;
    }

    private static @Nullable NamedValue block(Scan scan, int firstLine, int indent) {
        int start = -1;
        int end = firstLine;
        int line = firstLine;
        while (line < scan.to() && line - firstLine < LONGEST) {
            int text = scan.skipBlanks(line);
            boolean empty = scan.at(text) == '\n' || scan.at(text) == '\r';
            if (!empty && text - line <= indent) {
                break;
            }
            start = start < 0 && !empty ? text : start;
            line = text;
            while (line < scan.to() && scan.at(line) != '\n') {
                line++;
            }
            end = empty ? end : line;
            line++;
        }
        scan.look(line - firstLine);
        return start < 0 || end <= start ? null : new NamedValue(start, end, NamedValue.Form.LINE);
    }

    private static boolean isBlank(Scan scan, int index) {
        return CharClass.BLANK.has(scan.at(index));
    }

    private static boolean isDash(Scan scan, int index) {
        return scan.at(index) == '-' && isBlank(scan, index + 1);
    }
}
