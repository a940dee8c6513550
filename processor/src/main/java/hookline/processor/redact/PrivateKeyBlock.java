package hookline.processor.redact;

/**
 * Finds private keys in PEM form, with line numbers, quotes or escaped line breaks between their lines; one that is
 * not closed reaches to the end of the text.
 */
final class PrivateKeyBlock implements Detector {
    static final String KEYWORD = "-----begin";

    static final String RULE = "private-key";
    private static final int LONGEST_HEADER = 60;
    private static final int SHORTEST_BLOCK = 64;

    @Override
    public void inspect(Scan scan, int keywordStart, int keywordEnd) {
        int header = headerEnd(scan, keywordEnd);
        if (header < 0 || isMention(scan, header)) {
            return;
        }
        int end = blockEnd(scan, header);
        boolean empty = end - header < SHORTEST_BLOCK && scan.matches("-----", end - 5) && end - 5 > header;
        if (!empty) {
            scan.found(RULE, keywordStart, end);
        }
    }

    /** The end of {@code … PRIVATE KEY-----} or {@code … PRIVATE KEY BLOCK-----}, or -1. */
    private static int headerEnd(Scan scan, int keywordEnd) {
        boolean isPrivate = false;
        for (int i = keywordEnd; i < keywordEnd + LONGEST_HEADER; i++) {
            isPrivate |= scan.matchesIgnoringCase("private key", i);
            if (scan.matches("-----", i)) {
                return isPrivate ? i + 5 : -1;
            }
            if (scan.at(i) < ' ') {
                return -1;
            }
        }
        return -1;
    }

    /** A header that code or prose quotes alone: closed at once, and no key material behind it. */
    private static boolean isMention(Scan scan, int header) {
        if (!QuotedText.isQuote(scan.at(header))) {
            return false;
        }
        int limit = Math.min(scan.to(), header + 120);
        for (int i = header; i < limit; i++) {
            int end = scan.runEnd(CharClass.PADDED, i);
            if (end - i >= 24) {
                return false;
            }
            i = end;
        }
        return true;
    }

    private static int blockEnd(Scan scan, int header) {
        for (int i = header; i < scan.to(); i++) {
            if (scan.at(i) == '-' && scan.matchesIgnoringCase("-----end", i)) {
                for (int j = i + 8; j < i + LONGEST_HEADER; j++) {
                    if (scan.matches("-----", j)) {
                        return j + 5;
                    }
                }
            }
        }
        return scan.to();
    }
}
