package hookline.settings;

import java.util.Optional;
import java.util.regex.Pattern;

/** One line of a settings file, {@code [export ]KEY=VALUE}, read as text: nothing in it is ever expanded or run. */
record Assignment(String name, String value) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern EXPORT = Pattern.compile("^export\\s+");
    private static final Pattern COMMENT = Pattern.compile("\\s#");
    private static final String ESCAPABLE_IN_DOUBLE_QUOTES = "\\\"$`";

    /** Empty when the line is no assignment. */
    static Optional<Assignment> parse(String line) {
        String assignment = EXPORT.matcher(line.strip()).replaceFirst("");
        int equals = assignment.indexOf('=');
        if (equals < 0 || !NAME.matcher(assignment.substring(0, equals)).matches()) {
            return Optional.empty();
        }
        String name = assignment.substring(0, equals);
        return value(assignment.substring(equals + 1)).map(value -> new Assignment(name, value));
    }

    private static Optional<String> value(String text) {
        String value = text.stripLeading();
        boolean quoted = value.startsWith("'") || value.startsWith("\"");
        return quoted ? quoted(value) : Optional.of(COMMENT.split(text, 2)[0].strip());
    }

    private static Optional<String> quoted(String text) {
        char quote = text.charAt(0);
        StringBuilder value = new StringBuilder();
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == quote) {
                return COMMENT.split(text.substring(i + 1), 2)[0].isBlank()
                        ? Optional.of(value.toString())
                        : Optional.empty();
            }
            boolean escaping = c == '\\' && quote == '"' && i + 1 < text.length();
            if (escaping && ESCAPABLE_IN_DOUBLE_QUOTES.indexOf(text.charAt(i + 1)) >= 0) {
                c = text.charAt(++i);
            }
            value.append(c);
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return name;
    }
}
