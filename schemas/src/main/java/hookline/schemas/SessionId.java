package hookline.schemas;

/** Decides which session ids are taken: 1 to 256 characters, none of them a control character. */
public final class SessionId {
    /** Stands where no session id could be read. */
    public static final String UNKNOWN = "";

    private static final int MAX_LENGTH = 256;

    private SessionId() {}

    /** Whether an event may carry this id. Spaces, quotes, braces and colons are fine. */
    public static boolean isValid(String id) {
        return !id.isEmpty()
                && id.length() <= MAX_LENGTH
                && id.codePoints().noneMatch(c -> Character.isISOControl(c) || isLoneSurrogate(c));
    }

    /** Cannot be written as UTF-8, so two such ids would become one. */
    private static boolean isLoneSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
