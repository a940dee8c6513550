package hookline.processor.redact;

import org.jspecify.annotations.Nullable;

/**
 * The value that a text gives to a name: {@code NAME=value}, {@code "name": "value"}, {@code name => 'value'},
 * {@code --name value}, {@code <name>value</name>}, {@code f("name", "value")}, {@code name is value}. Reads at most
 * 400 characters beyond the name, except to the end of a longer token.
 */
record NamedValue(int start, int end, Form form) {
    private static final int LONGEST = 400;
    private static final String[] OPERATORS = {
        ":::=", "::=", "===", "!==", "||=", "??=", ":=", "?=", ".=", "+=", "=>", "==", "!=", ":-", "=", ":"
    };

    /** How the value was written, which decides how much it has to look like a secret. */
    enum Form {
        QUOTED,
        TIGHT,
        SPACED,
        LINE,
        GLUED,
        FLAG,
        ARGUMENT,
        PROSE
    }

    static @Nullable NamedValue after(Scan scan, int nameStart, int nameEnd) {
        int closed = skipClosing(scan, nameEnd);
        boolean quotedName = closed > nameEnd;
        if (scan.at(nameStart - 1) == '<' && scan.at(closed) == '>') {
            return element(scan, closed + 1);
        }
        int next = scan.skipBlanks(closed);
        String operator = operatorAt(scan, next);
        if (operator == null || operator.equals(":")) {
            int typed = skipType(scan, operator == null ? next : next + 1);
            if (typed > next + 1) {
                return assigned(scan, next, typed, "=");
            }
        }
        if (operator != null) {
            return assigned(scan, next, next, operator);
        }
        if (quotedName && scan.at(next) == ',') {
            return quoted(scan, scan.skipBlanks(next + 1), Form.ARGUMENT);
        }
        if (quotedName && scan.matchesIgnoringCase("value=", next)) {
            return quoted(scan, next + 6, Form.QUOTED);
        }
        if (next == closed) {
            return null;
        }
        if (isFlag(scan, nameStart) || followsLogin(scan, nameStart)) {
            return value(scan, next, Form.FLAG);
        }
        return prose(scan, next);
    }

    /** {@code --name} or {@code -name} at the start of a word. */
    private static boolean isFlag(Scan scan, int nameStart) {
        int dashes = nameStart;
        while (scan.at(dashes - 1) == '-' && nameStart - dashes < 2) {
            dashes--;
        }
        char before = scan.at(dashes - 1);
        return dashes < nameStart && (before <= ' ' || isQuote(before) || before == '[');
    }

    /** {@code login user password …}, as in a .netrc file. */
    private static boolean followsLogin(Scan scan, int nameStart) {
        int end = nameStart - 1;
        int user = end;
        while (scan.at(user - 1) > ' ' && end - user < 64) {
            user--;
        }
        return user < end && scan.matches("login", user - 6);
    }

    private static @Nullable NamedValue assigned(Scan scan, int nameEnd, int operatorStart, String operator) {
        if (operator.equals(":") && scan.at(operatorStart + 1) == ':') {
            return null;
        }
        int operatorEnd = operatorStart + operator.length();
        int start = scan.skipBlanks(operatorEnd);
        NamedValue quoted = quoted(scan, start, Form.QUOTED);
        if (quoted != null) {
            return quoted;
        }
        if (operator.equals("=>") || operator.endsWith("==") || operator.startsWith("!")) {
            return null;
        }
        boolean spaced = start > operatorEnd || scan.at(nameEnd - 1) == ' ';
        if (operator.equals(":")) {
            return value(scan, start, start > operatorEnd ? Form.LINE : Form.GLUED);
        }
        return value(scan, start, spaced ? Form.SPACED : Form.TIGHT);
    }

    private static @Nullable NamedValue element(Scan scan, int contentStart) {
        int start = contentStart;
        while (start < contentStart + 80 && start < scan.to() && scan.at(start) <= ' ') {
            start++;
        }
        int end = start;
        while (end < scan.to() && end < start + LONGEST && scan.at(end) > ' ' && scan.at(end) != '<') {
            end++;
        }
        return end > start ? new NamedValue(start, end, Form.QUOTED) : null;
    }

    private static @Nullable NamedValue prose(Scan scan, int next) {
        if (scan.at(next) == '(') {
            return value(scan, next + 1, Form.PROSE);
        }
        for (String verb : new String[] {"is ", "was ", "to ", "of "}) {
            if (scan.matchesIgnoringCase(verb, next)) {
                int start = scan.skipBlanks(next + verb.length());
                return value(scan, scan.at(start) == ':' ? scan.skipBlanks(start + 1) : start, Form.PROSE);
            }
        }
        return null;
    }

    private static @Nullable NamedValue value(Scan scan, int start, Form form) {
        NamedValue quoted = quoted(scan, start, form == Form.PROSE ? Form.PROSE : Form.QUOTED);
        if (quoted != null) {
            return quoted;
        }
        int end = BareValue.end(scan, start, LONGEST);
        return end > start ? new NamedValue(start, end, form) : null;
    }

    static @Nullable NamedValue quoted(Scan scan, int index, Form form) {
        int start = index;
        if (isStringPrefix(scan.at(start)) && (isQuote(scan.at(start + 1)) || scan.at(start + 1) == '\\')) {
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
        if (end - start == LONGEST) {
            end = scan.runEnd(CharClass.TOKEN, end);
        }
        int closing = end;
        while (escapes > 0 && end > start && scan.at(end - 1) == '\\' && closing - end < escapes) {
            end--;
        }
        return end > start ? new NamedValue(start, end, form) : null;
    }

    private static int skipClosing(Scan scan, int nameEnd) {
        int at = nameEnd;
        while (scan.at(at) == '\\' && at - nameEnd < 8) {
            at++;
        }
        if (!isQuote(scan.at(at))) {
            return scan.at(nameEnd) == ']' ? nameEnd + 1 : nameEnd;
        }
        at++;
        return scan.at(at) == ']' ? at + 1 : at;
    }

    private static @Nullable String operatorAt(Scan scan, int index) {
        for (String operator : OPERATORS) {
            if (scan.matches(operator, index)) {
                return operator;
            }
        }
        return null;
    }

    /** The {@code =} behind a type, as in {@code token: string = …} and {@code var token string = …}, else 0. */
    private static int skipType(Scan scan, int index) {
        int start = scan.skipBlanks(index);
        int end = start;
        while (end - start < 20 && (CharClass.ALNUM.has(scan.at(end)) || scan.at(end) == '.')) {
            end++;
        }
        int equals = scan.skipBlanks(end);
        return end > start && scan.at(equals) == '=' && scan.at(equals + 1) != '=' && equals > end ? equals : 0;
    }

    static boolean isQuote(char c) {
        return c == '"' || c == '\'' || c == '`';
    }

    private static boolean isStringPrefix(char c) {
        return c == 'b' || c == 'r' || c == 'u' || c == 'f' || c == 'L' || c == '@';
    }
}
