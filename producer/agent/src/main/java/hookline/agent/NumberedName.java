package hookline.agent;

import java.util.Optional;

/** The name of an event that has its number, {@code <id>.<sequence>}: the record that outlives any crash. */
record NumberedName(String id, long sequence) {
    private static final int SHORTEST_ID = 8;
    private static final int LONGEST_ID = 64;
    private static final int MOST_DIGITS = 18;

    /** Whether a file of this name in {@code new/} is an event: 8 to 64 ASCII letters, digits or dashes. */
    static boolean isId(String fileName) {
        return isId(fileName, fileName.length());
    }

    /** Empty unless an id, a dot and a number without leading zeros make up the whole name. */
    static Optional<NumberedName> of(String fileName) {
        int dot = fileName.indexOf('.');
        return dot >= 0 && isId(fileName, dot) && isNumber(fileName, dot + 1)
                ? Optional.of(new NumberedName(
                        fileName.substring(0, dot), Long.parseLong(fileName, dot + 1, fileName.length(), 10)))
                : Optional.empty();
    }

    String fileName() {
        return id + "." + sequence;
    }

    // Called for every file of every listing, where regular expressions took a tenth of the time.
    private static boolean isId(String name, int length) {
        if (length < SHORTEST_ID || length > LONGEST_ID) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            char c = name.charAt(i);
            if (!isLetter(c) && !isDigit(c) && c != '-') {
                return false;
            }
        }
        return true;
    }

    private static boolean isNumber(String name, int from) {
        int digits = name.length() - from;
        if (digits < 1 || digits > MOST_DIGITS || (digits > 1 && name.charAt(from) == '0')) {
            return false;
        }
        for (int i = from; i < name.length(); i++) {
            if (!isDigit(name.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
