package hookline.processor.redact;

/** Finds values that are given to a name which announces a secret, in whatever notation {@link NamedValue} reads. */
final class SecretAssignment implements Detector {
    static final String RULE = "assigned";
    private static final int LONGEST_NAME = 60;
    private static final int JUDGED = 128;

    @Override
    public void inspect(Scan scan, int keywordStart, int keywordEnd) {
        int end = scan.runEnd(CharClass.WORD, keywordEnd);
        if (end - keywordEnd > LONGEST_NAME || !scan.firstVisitOfName(end)) {
            return;
        }
        int start = scan.runStart(CharClass.DOTTED, keywordStart, LONGEST_NAME);
        while (start < keywordStart && !CharClass.ALNUM.has(scan.at(start))) {
            start++;
        }
        if (scan.suspects(start)) {
            return;
        }
        NamedValue value = NamedValue.after(scan, start, end);
        if (value == null || scan.covers(value.start())) {
            return;
        }
        SecretName name = SecretName.of(scan.slice(start, end));
        if (SecretValue.isPlausible(
                scan.slice(value.start(), Math.min(value.end(), value.start() + JUDGED)), name, value.form())) {
            scan.suspected(RULE, value.start(), value.end());
        }
    }
}
