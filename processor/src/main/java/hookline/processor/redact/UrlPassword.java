package hookline.processor.redact;

/** Finds the password in {@code scheme://user:password@host}, even where it holds {@code @}, {@code /} or {@code &}. */
final class UrlPassword implements Detector {
    static final String KEYWORD = "://";

    static final String RULE = "url-userinfo";
    private static final int LONGEST = 400;

    @Override
    public void inspect(Scan scan, int keywordStart, int keywordEnd) {
        int limit = Math.min(scan.to(), keywordEnd + LONGEST);
        if (scan.next(Place.HOST, keywordEnd) >= limit) {
            return;
        }
        int end = Math.min(limit, scan.next(Place.URL_END, keywordEnd));
        int colon = -1;
        int at = -1;
        int slash = keywordEnd;
        while (slash < end && "/?#".indexOf(scan.at(slash)) < 0) {
            if (colon < 0 && Placeholder.isUserEnd(scan, slash)) {
                colon = slash;
            } else if (Place.HOST.isAt(scan, slash)) {
                at = slash;
            }
            slash++;
        }
        scan.look(slash - keywordEnd);
        if (at < 0) {
            at = scan.next(Place.HOST, slash);
        }
        if (at >= end) {
            return;
        }
        boolean portBeforePath = slash < at && (colon < 0 || isPort(scan, colon + 1, slash));
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

    private static boolean isPort(Scan scan, int start, int end) {
        return end - start <= 5 && scan.runStart(CharClass.DIGIT, end, 6) == start;
    }
}
