package hookline.processor.redact;

/** Finds the private half of a PuTTY key file: the lines of base64 behind the one that counts them. */
final class PuttyKey {
    static final String KEYWORD = "private-lines:";

    static final String RULE = "putty-key";
    private static final int MOST_LINES = 200;

    private PuttyKey() {}

    static void inspect(Scan scan, int keywordStart, int keywordEnd) {
        int count = scan.skipBlanks(keywordEnd);
        int start = nextLine(scan, scan.runEnd(CharClass.DIGIT, count));
        int end = start;
        for (int line = start, lines = 0; line > 0 && lines < MOST_LINES; lines++) {
            int lineEnd = scan.runEnd(CharClass.STANDARD64, line);
            boolean whole = lineEnd > line && scan.at(lineEnd) < ' ';
            end = whole ? lineEnd : end;
            line = whole ? nextLine(scan, lineEnd) : -1;
        }
        scan.found(RULE, start, end);
    }

    /** Where the line behind the line break at {@code index} starts, or -1 where there is none. */
    private static int nextLine(Scan scan, int index) {
        int at = scan.at(index) == '\r' ? index + 1 : index;
        return scan.at(at) == '\n' ? at + 1 : -1;
    }
}
