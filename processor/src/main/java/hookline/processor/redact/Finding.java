package hookline.processor.redact;

/** One stretch of a text, end exclusive, that a rule wants replaced. */
record Finding(String rule, int start, int end) {
    static final String EMAIL = "email";
    static final String CREDIT_CARD = "credit-card";
    static final String SSN = "ssn";
    static final String KEY_NAME = "key-name";
    static final String UNSCANNED = "unscanned";

    /** The text that stands in for what {@code rule} found. */
    static String marker(String rule) {
        return switch (rule) {
            case EMAIL -> "[EMAIL]";
            case CREDIT_CARD -> "[CREDIT_CARD]";
            case SSN -> "[SSN]";
            case KEY_NAME -> "[REDACTED]";
            default -> "[REDACTED:" + rule + "]";
        };
    }

    /** Whether {@code text} is nothing but one marker, so that a second run leaves it as it is. */
    static boolean isMarker(String text) {
        if (!text.startsWith("[") || !text.endsWith("]") || text.length() > 60) {
            return false;
        }
        return text.equals("[EMAIL]")
                || text.equals("[CREDIT_CARD]")
                || text.equals("[SSN]")
                || text.equals("[REDACTED]")
                || (text.startsWith("[REDACTED:") && CharClass.WORD.spans(text, 10, text.length() - 1));
    }
}
