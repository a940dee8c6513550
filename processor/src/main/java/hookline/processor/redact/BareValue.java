package hookline.processor.redact;

/** Says where a value without quotes ends: at a blank, and at what a shell, a URL or a list puts behind a value. */
final class BareValue {
    private static final int LONGEST_NAME = 30;

    /** What may end a value, or opens what has to be closed first. */
    private static final CharacterSet TELLING = CharacterSet.of("()[]{},;&|\\\"'`<");

    private BareValue() {}

    static int end(Scan scan, int start, int longest) {
        int end = separatorAt(scan, start, longest);
        scan.look(end - start);
        return end - start == longest ? scan.runEnd(CharClass.TOKEN, end) : end;
    }

    private static int separatorAt(Scan scan, int start, int longest) {
        int open = 0;
        int limit = Math.min(scan.to(), start + longest);
        for (int i = start; i < limit; i++) {
            char c = scan.at(i);
            if (c > ' ' && !TELLING.has(c)) {
                continue;
            }
            switch (c) {
                case '(', '[', '{' -> open++;
                case ')', ']', '}' -> {
                    if (--open < 0) {
                        return i;
                    }
                }
                case ',', ';', '&', '|' -> {
                    if (separates(scan, i)) {
                        return i;
                    }
                }
                case '\\' -> {
                    if (escapesEnd(scan.at(i + 1))) {
                        return i;
                    }
                }
                default -> {
                    return i;
                }
            }
        }
        return limit;
    }

    private static boolean escapesEnd(char escaped) {
        return escaped == 'n' || escaped == 'r' || escaped == 't' || escaped == '\\' || QuotedText.isQuote(escaped);
    }

    /** Whether a new item starts behind the separator, rather than the value going on. */
    private static boolean separates(Scan scan, int index) {
        char next = scan.at(index + 1);
        if (next <= ' ' || next == scan.at(index) || QuotedText.isQuote(next) || scan.matches("amp;", index + 1)) {
            return true;
        }
        int end = index + 1;
        while (end - index <= LONGEST_NAME && CharClass.DOTTED.has(scan.at(end))) {
            end++;
        }
        return end > index + 1 && (scan.at(end) == '=' || scan.at(end) == ':');
    }
}
