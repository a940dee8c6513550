package hookline.agent.scan;

/**
 * Tells base64 from other text, by its form alone: one alphabet, standard or url-safe, in a single line or in the equal
 * lines that encoders write, which lists of words or short hashes are not.
 */
final class Base64Form {
    private static final int SHORTEST_LINE = 60;
    private static final int LONGEST_DATA_URL_HEAD = 128;

    private Base64Form() {}

    /** Whether there is nothing else in the text, but for the head of a data URL. */
    static boolean isThroughout(CharSequence text) {
        int end = withoutPadding(text, withoutLineBreak(text, text.length()));
        int lineStart = behindDataUrlHead(text);
        int width = 0;
        boolean standard = false;
        boolean urlSafe = false;
        for (int i = lineStart; i < end; i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                int line = withoutLineBreak(text, i + 1) - lineStart;
                if (width == 0 ? line < SHORTEST_LINE || line % 4 != 0 : line != width) {
                    return false;
                }
                width = line;
                lineStart = i + 1;
            } else if (c == '+' || c == '/') {
                standard = true;
            } else if (c == '-' || c == '_') {
                urlSafe = true;
            } else if (!isAlphanumeric(c) && !(c == '\r' && i + 1 < end && text.charAt(i + 1) == '\n')) {
                return false;
            }
        }
        return !(standard && urlSafe) && (width == 0 || end - lineStart <= width);
    }

    private static boolean isAlphanumeric(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    private static int behindDataUrlHead(CharSequence text) {
        String head = text.subSequence(0, Math.min(text.length(), LONGEST_DATA_URL_HEAD))
                .toString();
        int comma = head.indexOf(',');
        return head.startsWith("data:") && comma > 0 && head.substring(0, comma).endsWith(";base64") ? comma + 1 : 0;
    }

    private static int withoutLineBreak(CharSequence text, int end) {
        int before = end > 0 && text.charAt(end - 1) == '\n' ? end - 1 : end;
        return before < end && before > 0 && text.charAt(before - 1) == '\r' ? before - 1 : before;
    }

    private static int withoutPadding(CharSequence text, int end) {
        int before = end;
        while (before > 0 && end - before < 2 && text.charAt(before - 1) == '=') {
            before--;
        }
        return before;
    }
}
