package hookline.processor.redact;

/** One stretch of a text, end exclusive, that a rule wants replaced. */
record Finding(String rule, int start, int end) {
    static final String EMAIL = "email";
    static final String CREDIT_CARD = "credit-card";
    static final String SSN = "ssn";
    static final String KEY_NAME = "key-name";
    static final String UNSCANNED = "unscanned";

    /** How the marker of a rule begins that has none of its own. */
    static final String RULE_MARKER = "[REDACTED:";

    private static final int LONGEST_MARKER = 80;

    /** The text that stands in for what {@code rule} found. */
    static String marker(String rule) {
        return switch (rule) {
            case EMAIL -> "[EMAIL]";
            case CREDIT_CARD -> "[CREDIT_CARD]";
            case SSN -> "[SSN]";
            case KEY_NAME -> "[REDACTED]";
            default -> RULE_MARKER + rule + "]";
        };
    }

    /** Whether {@code text} is nothing but one marker, so that a second run leaves it as it is. */
    static boolean isMarker(String text) {
        if (!text.startsWith("[") || !text.endsWith("]") || text.length() > LONGEST_MARKER) {
            return false;
        }
        return text.equals("[EMAIL]")
                || text.equals("[CREDIT_CARD]")
                || text.equals("[SSN]")
                || text.equals("[REDACTED]")
                || (text.startsWith(RULE_MARKER) && CharClass.WORD.spans(text, RULE_MARKER.length(), endOfRule(text)));
    }

    /** Where the rule's id ends in a marker, behind which a fingerprint may stand. */
    private static int endOfRule(String marker) {
        int colon = marker.length() - Fingerprint.DIGITS - 2;
        boolean fingerprint = colon > RULE_MARKER.length()
                && marker.charAt(colon) == ':'
                && CharClass.HEX.spans(marker, colon + 1, marker.length() - 1);
        return fingerprint ? colon : marker.length() - 1;
    }

    /** Whether the character at {@code index} belongs to a marker's own words. */
    static boolean isInMarker(char[] text, int from, int to, int index) {
        int floor = Math.max(from, index - LONGEST_MARKER);
        int open = index;
        while (open > floor && text[open] != '[') {
            open--;
        }
        int ceiling = Math.min(to, open + LONGEST_MARKER);
        int close = open;
        while (close < ceiling && text[close] != ']') {
            close++;
        }
        return close > index && close < ceiling && isMarker(new String(text, open, close + 1 - open));
    }

    /** Whether what {@code rule} finds tells of a person rather than opens something. */
    static boolean isPersonal(String rule) {
        return rule.equals(EMAIL) || rule.equals(CREDIT_CARD) || rule.equals(SSN) || rule.equals(Iban.RULE);
    }
}
