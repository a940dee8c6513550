package hookline.processor.redact;

/** Finds values that are given to a name which announces a secret, in whatever notation {@link NamedValue} reads. */
final class SecretAssignment implements Detector {
    static final String RULE = "assigned";
    private static final int LONGEST_NAME = 60;

    private final RedactionRules rules;

    SecretAssignment(RedactionRules rules) {
        this.rules = rules;
    }

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
        NamedValue value = scan.valueOf(start, end);
        if (value == null || scan.covers(value.start())) {
            return;
        }
        SecretName name = scan.name(start, end, rules);
        if (name == SecretName.NONE) {
            return;
        }
        String text = value.text(scan);
        if (!scan.isNamed(start, end, text)
                && !scan.deniesSecret(start, end, name)
                && SecretValue.isPlausible(text, name, value.form())
                && !isCodeOrProse(scan, start, value, text)) {
            scan.suspected(RULE, value.start(), value.end());
        }
    }

    /** Whether what surrounds a bare word tells that it is an identifier, or a word of a sentence. */
    private static boolean isCodeOrProse(Scan scan, int nameStart, NamedValue value, String text) {
        int next = scan.skipBlanks(value.end());
        boolean word = CharClass.WORD.spans(text, 0, text.length());
        return switch (value.form()) {
            case SPACED -> word && scan.at(next) == ';' && scan.at(next + 1) <= ' ';
            case LINE -> word && closesBracket(scan, next);
            case FLAG ->
                isShortFlag(scan, nameStart) && !SecretValue.isMixed(text) && (!word || isWordNext(scan, value, next));
            default -> false;
        };
    }

    private static boolean isShortFlag(Scan scan, int nameStart) {
        return scan.at(nameStart - 1) == '-' && scan.at(nameStart - 2) != '-';
    }

    private static boolean isWordNext(Scan scan, NamedValue value, int next) {
        return next > value.end() && CharClass.ALPHA.has(scan.at(next));
    }

    private static boolean closesBracket(Scan scan, int index) {
        int at = index;
        while (at < scan.to() && at - index < 60 && scan.at(at) <= ' ') {
            at++;
        }
        return scan.at(at) == '}' || scan.at(at) == ')';
    }
}
