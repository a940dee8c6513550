package hookline.processor.redact;

/** Finds the password in {@code scheme://user:password@host}, even where it holds {@code @}, {@code /} or {@code &}. */
final class UrlPassword implements Detector {
    static final String KEYWORD = "://";

    static final String RULE = "url-userinfo";
    private static final int LONGEST = 400;

    @Override
    public void inspect(Scan scan, int keywordStart, int keywordEnd) {
        int colon = -1;
        int at = -1;
        int slash = -1;
        int limit = Math.min(scan.to(), keywordEnd + LONGEST);
        for (int i = keywordEnd; i < limit && !ends(scan, i); i++) {
            char c = scan.at(i);
            if (c == ':' && colon < 0 && slash < 0) {
                colon = i;
            } else if (c == '@' && (slash < 0 || at < 0) && startsHost(scan, i + 1)) {
                at = i;
            } else if ((c == '/' || c == '?' || c == '#') && slash < 0) {
                slash = i;
            }
        }
        if (at < 0) {
            return;
        }
        boolean portBeforePath = slash >= 0 && slash < at && (colon < 0 || isPort(scan, colon + 1, slash));
        if (portBeforePath) {
            return;
        }
        int start = colon >= 0 && colon < at ? colon + 1 : keywordEnd;
        String secret = scan.slice(start, at);
        boolean userOnly = start == keywordEnd;
        if (secret.isEmpty() || Placeholder.is(secret) || (userOnly && secret.length() < 16)) {
            return;
        }
        scan.suspected(RULE, start, at);
    }

    private static boolean ends(Scan scan, int index) {
        char c = scan.at(index);
        return c <= ' ' || QuotedText.isQuote(c) || c == '<' || c == '>' || c == '\\' || c == '|';
    }

    private static boolean startsHost(Scan scan, int index) {
        char c = scan.at(index);
        return CharClass.ALNUM.has(c) || c == '[' || c == '$' || c == '{' || c == '<';
    }

    private static boolean isPort(Scan scan, int start, int end) {
        return end - start <= 5 && scan.runStart(CharClass.DIGIT, end, 6) == start;
    }
}
