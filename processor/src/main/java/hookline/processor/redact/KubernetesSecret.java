package hookline.processor.redact;

/**
 * Finds what the manifest of a Kubernetes Secret holds: every value under {@code data} and {@code stringData}, whatever
 * its key is called. Runs only over texts that mention such a manifest, once from end to end.
 */
final class KubernetesSecret {
    static final String KEYWORD = "kind";

    static final String RULE = "kubernetes-secret";
    private static final int SHORTEST = 4;
    private static final String[] BLOCKS = {"data:", "stringdata:", "\"data\":", "\"stringdata\":"};

    private final Scan scan;
    private boolean isSecret;
    private boolean isValid;
    private int blockIndent = -1;
    private int valueIndent = -1;

    private KubernetesSecret(Scan scan) {
        this.scan = scan;
    }

    /** Whether {@code kind: Secret} stands there, in YAML or JSON. */
    static boolean isKind(Scan scan, int keywordStart, int keywordEnd) {
        int at = keywordEnd;
        while (scan.at(at) == '"' || scan.at(at) == '\'' || scan.at(at) == ' ' || scan.at(at) == ':') {
            at++;
        }
        boolean assigned = at - keywordEnd < 6 && at > keywordEnd;
        return assigned && scan.matchesIgnoringCase("secret", at) && !CharClass.ALNUM.has(scan.at(at + 6));
    }

    /** Whether a JSON member of that name is what a Secret keeps. */
    static boolean isBlock(String name) {
        return name.equals("data") || name.equals("stringData");
    }

    /** Whether a JSON text holds the manifest of a Secret. */
    static boolean isIn(char[] json, int from, int to) {
        Scan scan = new Scan(json, from, to);
        for (int i = from; i + KEYWORD.length() < to; i++) {
            if (json[i] == 'k'
                    && scan.at(i - 1) == '"'
                    && scan.matches(KEYWORD, i)
                    && isKind(scan, i, i + KEYWORD.length())) {
                return true;
            }
        }
        return false;
    }

    static void scan(Scan scan) {
        int start = scan.from();
        while (start < scan.to()) {
            int end = documentEnd(scan, start);
            new KubernetesSecret(scan).document(start, end);
            start = end;
        }
    }

    private static int documentEnd(Scan scan, int start) {
        int line = lineEnd(scan, start) + 1;
        while (line < scan.to() && !scan.matches("---", line)) {
            line = lineEnd(scan, line) + 1;
        }
        return Math.min(line, scan.to());
    }

    private void document(int start, int end) {
        for (int line = start; line < end && !isSecret; line = lineEnd(scan, line) + 1) {
            int text = text(line);
            int name = QuotedText.isQuote(scan.at(text)) ? text + 1 : text;
            isSecret = isKind(scan, name, name + KEYWORD.length()) && scan.matchesIgnoringCase(KEYWORD, name);
            isValid = isSecret && scan.slice(name, lineEnd(scan, name)).contains("Secret");
        }
        for (int line = start; line < end && isSecret; line = lineEnd(scan, line) + 1) {
            line(line, Math.min(lineEnd(scan, line), end));
        }
    }

    private void line(int line, int end) {
        int text = text(line);
        int indent = text - line;
        if (text >= end || scan.at(text) == '#' || scan.at(text) == '\r') {
            return;
        }
        if (blockIndent >= 0 && indent <= blockIndent) {
            blockIndent = -1;
        }
        if (blockIndent < 0) {
            blockIndent = opensBlock(text) ? indent : -1;
            valueIndent = -1;
        } else if (valueIndent >= 0 && indent > valueIndent) {
            report(text, end);
        } else {
            valueIndent = indent;
            member(text, end);
        }
    }

    private boolean opensBlock(int text) {
        for (String block : BLOCKS) {
            if (scan.matchesIgnoringCase(block, text) || scan.matchesIgnoringCase("- " + block, text)) {
                return true;
            }
        }
        return false;
    }

    private void member(int text, int end) {
        int colon = text;
        while (colon < end && !(scan.at(colon) == ':' && scan.at(colon + 1) <= ' ')) {
            colon++;
        }
        int value = colon == end ? text : scan.skipBlanks(colon + 1);
        if (scan.at(value) != '|' && scan.at(value) != '>') {
            report(value, end);
        }
    }

    private void report(int start, int end) {
        int from = start;
        int to = end;
        while (to > from && (scan.at(to - 1) <= ' ' || scan.at(to - 1) == ',' || QuotedText.isQuote(scan.at(to - 1)))) {
            to--;
        }
        while (from < to && QuotedText.isQuote(scan.at(from))) {
            from++;
        }
        String value = scan.slice(from, to);
        if (to > from && !Placeholder.is(value) && (isValid || !isTooShort(value))) {
            scan.found(RULE, from, to);
        }
    }

    /**
     * Whether a value holds less than four characters in base64, line break aside. Kubernetes refuses {@code secret} in
     * lower case, so such a text only resembles a manifest.
     */
    private static boolean isTooShort(String value) {
        if (value.length() > 8 || !value.endsWith("=") || !CharClass.STANDARD64.spans(value, 0, value.length())) {
            return false;
        }
        String decoded = Base64Text.decode(value);
        return decoded != null && decoded.strip().length() < SHORTEST;
    }

    private int text(int line) {
        int text = line;
        while (text < scan.to() && (scan.at(text) == ' ' || scan.at(text) == '\t')) {
            text++;
        }
        return text;
    }

    private static int lineEnd(Scan scan, int start) {
        int end = start;
        while (end < scan.to() && scan.at(end) != '\n') {
            end++;
        }
        return end;
    }
}
