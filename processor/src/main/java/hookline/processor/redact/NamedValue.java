package hookline.processor.redact;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The value that a text gives to a name: {@code NAME=value}, {@code "name": "value"}, {@code name => 'value'},
 * {@code --name value}, {@code <name>value</name>}, {@code f("name", "value")}, {@code setName("value")},
 * {@code name is value}. Reads at most 400 characters beyond the name, except to the end of a longer token or an
 * indented block.
 */
record NamedValue(int start, int end, Form form) {
    private static final int LONGEST = 400;
    private static final int DEEPEST_INDENT = 80;
    private static final int LONGEST_TYPE = 40;
    private static final String[] OPERATORS = {
        ":::=", "::=", "===", "!==", "||=", "??=", ":=", "?=", ".=", "+=", "=>", "==", "!=", ":-", "=", ":", "||", "??"
    };
    private static final String[][] OPERATORS_BY_START = new String[128][];

    static {
        Arrays.setAll(OPERATORS_BY_START, c -> Stream.of(OPERATORS)
                .filter(operator -> operator.charAt(0) == c)
                .toArray(String[]::new));
    }

    /** Operators that stand in code only, where a value without quotes is a name. */
    private static final Set<String> QUOTED_ONLY = Set.of("=>", "==", "===", "!=", "!==", "||", "??");

    /** Words that, in front of a name, make what follows it its value. */
    private static final String[] INTRODUCTIONS = {
        "env", "setx", "set", "with", "encrypted", "login", "arg", "snmp-server", "configure set"
    };

    private static final String[] VERBS = {"is", "was", "to", "of"};

    /** How the value was written, which decides how much it has to look like a secret. */
    enum Form {
        QUOTED,
        TIGHT,
        SPACED,
        /** Behind a colon and a blank, alone to the end of its line. */
        LINE,
        /** Behind a colon and a blank, with something following. */
        MEMBER,
        GLUED,
        FLAG,
        ARGUMENT,
        PROSE
    }

    static @Nullable NamedValue after(Scan scan, int nameStart, int nameEnd) {
        int closed = skipClosing(scan, nameEnd);
        boolean quotedName = closed > nameEnd;
        if (scan.at(closed) == '>' && (quotedName || opensTag(scan, nameStart))) {
            return MarkupValue.element(scan, closed + 1);
        }
        if (scan.at(closed) == '<' && scan.at(closed + 1) == '/') {
            return MarkupValue.sibling(scan, closed);
        }
        if (scan.at(closed) == '(' && !quotedName) {
            return call(scan, nameStart, closed + 1);
        }
        int next = scan.skipBlanks(closed);
        String operator = operatorAt(scan, next);
        if (operator == null || operator.equals(":")) {
            int typed = skipType(scan, operator == null ? next : next + 1);
            if (typed > 0) {
                return assigned(scan, nameStart, next, typed, "=");
            }
        }
        if (operator != null) {
            return assigned(scan, nameStart, next, next, operator);
        }
        if (quotedName && scan.at(next) == ',') {
            Form form = scan.matchesIgnoringCase("define(", nameStart - 8) ? Form.QUOTED : Form.ARGUMENT;
            return QuotedText.at(scan, scan.skipBlanks(next + 1), form);
        }
        if (quotedName && scan.matchesIgnoringCase("value=", next)) {
            return QuotedText.at(scan, next + 6, Form.QUOTED);
        }
        if (next == closed) {
            return null;
        }
        if (isFlag(scan, nameStart) || followsLogin(scan, nameStart) || isIntroduced(scan, nameStart)) {
            return value(scan, next, Form.FLAG);
        }
        NamedValue adjacent = QuotedText.at(scan, next, Form.ARGUMENT);
        if (adjacent == null) {
            return unassigned(scan, nameStart, next);
        }
        return adjacent.fillsLine(scan, nameStart)
                ? new NamedValue(adjacent.start, adjacent.end, Form.QUOTED)
                : adjacent;
    }

    /** The value's beginning as its program sees it. */
    String text(Scan scan) {
        return QuotedText.of(scan, start, end);
    }

    /** {@code name "value"} on a line of its own, as build scripts have it. */
    private boolean fillsLine(Scan scan, int nameStart) {
        int line = scan.runStart(CharClass.BLANK, nameStart, DEEPEST_INDENT);
        return scan.at(line - 1) < ' ' && QuotedText.isQuote(scan.at(end)) && scan.at(scan.skipBlanks(end + 1)) < ' ';
    }

    /** {@code <name>}, but neither {@code List<Name>} nor {@code //<name>:<name>@host}. */
    private static boolean opensTag(Scan scan, int nameStart) {
        char before = scan.at(nameStart - 2);
        return scan.at(nameStart - 1) == '<' && !CharClass.ALNUM.has(before) && ":@/".indexOf(before) < 0;
    }

    /** {@code --name} or {@code -name} at the start of a word. */
    private static boolean isFlag(Scan scan, int nameStart) {
        int dashes = nameStart;
        while (scan.at(dashes - 1) == '-' && nameStart - dashes < 2) {
            dashes--;
        }
        char before = scan.at(dashes - 1);
        return dashes < nameStart && (before <= ' ' || QuotedText.isQuote(before) || before == '[');
    }

    /** {@code login user password …}, on one line or several, as in a .netrc file. */
    private static boolean followsLogin(Scan scan, int nameStart) {
        int end = nameStart;
        while (scan.at(end - 1) <= ' ' && nameStart - end < 40) {
            end--;
        }
        int user = end;
        while (scan.at(user - 1) > ' ' && end - user < 64) {
            user--;
        }
        return end < nameStart && scan.matches("login", user - 6);
    }

    private static boolean isIntroduced(Scan scan, int nameStart) {
        if (scan.at(nameStart - 1) != ' ') {
            return false;
        }
        for (String word : INTRODUCTIONS) {
            int start = nameStart - 1 - word.length();
            if (scan.matchesIgnoringCase(word, start) && scan.startsWord(start)) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable NamedValue assigned(
            Scan scan, int nameStart, int nameEnd, int operatorStart, String operator) {
        int operatorEnd = operatorStart + operator.length();
        int start = scan.skipBlanks(operatorEnd);
        NamedValue quoted =
                QuotedText.at(scan, scan.at(start) == '(' ? scan.skipBlanks(start + 1) : start, Form.QUOTED);
        if (quoted != null) {
            return quoted;
        }
        if (QUOTED_ONLY.contains(operator)) {
            return null;
        }
        boolean spaced = start > operatorEnd || scan.at(nameEnd - 1) == ' ';
        if (operator.equals(":")) {
            NamedValue below = IndentedValue.below(scan, nameStart, start);
            return below == null ? member(scan, start, start > operatorEnd) : below;
        }
        return value(scan, start, spaced ? Form.SPACED : Form.TIGHT);
    }

    private static @Nullable NamedValue member(Scan scan, int start, boolean spaced) {
        NamedValue value = value(scan, start, spaced ? Form.MEMBER : Form.GLUED);
        if (value == null || !spaced || value.form != Form.MEMBER) {
            return value;
        }
        int rest = scan.skipBlanks(value.end);
        boolean alone = scan.at(rest) < ' ' || scan.at(rest) == '#';
        return alone ? new NamedValue(value.start, value.end, Form.LINE) : value;
    }

    /** {@code setPassword("value")}, where the name says that it takes one, and {@code password("value")}. */
    private static @Nullable NamedValue call(Scan scan, int nameStart, int argument) {
        boolean sets = scan.matchesIgnoringCase("set", nameStart) || scan.matchesIgnoringCase("with", nameStart);
        NamedValue value = QuotedText.at(scan, scan.skipBlanks(argument), sets ? Form.QUOTED : Form.ARGUMENT);
        if (value != null) {
            return scan.at(scan.skipBlanks(value.end + 1)) == ')' ? value : null;
        }
        return null;
    }

    /**
     * {@code password (value)}, {@code password is value}, a router's {@code password 7 value}, and a configuration's
     * line {@code password value}.
     */
    private static @Nullable NamedValue unassigned(Scan scan, int nameStart, int next) {
        if (scan.at(next) == '(') {
            return value(scan, next + 1, Form.PROSE);
        }
        if (CharClass.DIGIT.has(scan.at(next)) && scan.at(next + 1) == ' ') {
            return value(scan, next + 2, Form.PROSE);
        }
        for (String verb : VERBS) {
            int end = next + verb.length();
            if (scan.matchesIgnoringCase(verb, next) && (scan.at(end) == ' ' || scan.at(end) == ':')) {
                int start = scan.skipBlanks(end);
                return value(scan, scan.at(start) == ':' ? scan.skipBlanks(start + 1) : start, Form.PROSE);
            }
        }
        boolean startsLine = nameStart == scan.from() || scan.at(nameStart - 1) == '\n';
        NamedValue value = startsLine ? value(scan, next, Form.PROSE) : null;
        return value != null && scan.at(value.end) < ' ' ? value : null;
    }

    private static @Nullable NamedValue value(Scan scan, int start, Form form) {
        NamedValue quoted = QuotedText.at(scan, start, form == Form.PROSE ? Form.PROSE : Form.QUOTED);
        if (quoted != null) {
            return quoted;
        }
        int end = BareValue.end(scan, start, LONGEST);
        return end > start ? new NamedValue(start, end, form) : null;
    }

    private static int skipClosing(Scan scan, int nameEnd) {
        int at = nameEnd;
        while (scan.at(at) == '\\' && at - nameEnd < 8) {
            at++;
        }
        if (!QuotedText.isQuote(scan.at(at))) {
            return scan.at(nameEnd) == ']' ? nameEnd + 1 : nameEnd;
        }
        at++;
        return scan.at(at) == ']' ? at + 1 : at;
    }

    private static @Nullable String operatorAt(Scan scan, int index) {
        char c = scan.at(index);
        if (c >= OPERATORS_BY_START.length) {
            return null;
        }
        for (String operator : OPERATORS_BY_START[c]) {
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
        while (end - start < LONGEST_TYPE && isTypePart(scan, end)) {
            end++;
        }
        int equals = scan.skipBlanks(end);
        return scan.at(equals) == '=' && scan.at(equals + 1) != '=' && equals > end ? equals : 0;
    }

    private static boolean isTypePart(Scan scan, int index) {
        char c = scan.at(index);
        boolean lifetime = c == ' ' && scan.matches("static", index - 6);
        return CharClass.ALNUM.has(c) || ".&<>[]*?_'".indexOf(c) >= 0 || lifetime;
    }
}
