package hookline.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Splits a command line into words as a shell would, without any of a shell's expansions. */
final class CommandWords {
    private static final String ESCAPABLE_IN_DOUBLE_QUOTES = "\\\"$`";

    private CommandWords() {}

    /** Empty when there is no word at all, or when a quote or a trailing backslash leaves the line unfinished. */
    static Optional<List<String>> split(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean inWord = false;
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (escapes(c, quote, line, i)) {
                if (++i == line.length()) {
                    return Optional.empty();
                }
                word.append(line.charAt(i));
                inWord = true;
            } else if (quote == 0 && Character.isWhitespace(c)) {
                if (inWord) {
                    words.add(word.toString());
                }
                word.setLength(0);
                inWord = false;
            } else if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
                inWord = true;
            } else if (c == quote) {
                quote = 0;
            } else {
                word.append(c);
                inWord = true;
            }
        }
        if (inWord) {
            words.add(word.toString());
        }
        return quote == 0 && !words.isEmpty() ? Optional.of(List.copyOf(words)) : Optional.empty();
    }

    private static boolean escapes(char c, char quote, String line, int at) {
        if (c != '\\' || quote == '\'') {
            return false;
        }
        boolean escapable = at + 1 < line.length() && ESCAPABLE_IN_DOUBLE_QUOTES.indexOf(line.charAt(at + 1)) >= 0;
        return quote == 0 || escapable;
    }
}
