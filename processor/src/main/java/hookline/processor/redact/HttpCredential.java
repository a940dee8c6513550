package hookline.processor.redact;

import java.util.List;

/** Finds what HTTP headers carry: {@code Authorization}, {@code Cookie}, and a bare {@code Bearer} or {@code Basic}. */
final class HttpCredential {
    static final String RULE = "http-credential";
    private static final int LONGEST = 4096;
    private static final List<String> SCHEMES = List.of(
            "bearer",
            "basic",
            "digest",
            "token",
            "apikey",
            "api-key",
            "bot",
            "negotiate",
            "ntlm",
            "hmac",
            "signature",
            "splunk",
            "genie-key",
            "genericapi",
            "sso-key",
            "oauth",
            "key",
            "aws4-hmac-sha256");

    private HttpCredential() {}

    /** {@code Authorization: scheme credential}, as a header, a map entry or an argument. */
    static void authorization(Scan scan, int keywordStart, int keywordEnd) {
        NamedValue value = scan.valueOf(keywordStart, keywordEnd);
        if (value == null || value.form() == NamedValue.Form.PROSE) {
            return;
        }
        int schemeEnd = scan.runEnd(CharClass.WORD, value.start());
        int start = value.start();
        for (String scheme : SCHEMES) {
            if (schemeEnd == start + scheme.length() && scan.matchesIgnoringCase(scheme, start)) {
                credential(scan, scan.skipBlanks(schemeEnd), scheme.equals("digest") || scheme.startsWith("aws4"));
                return;
            }
        }
        if (SecretValue.isPlausible(scan.slice(start, value.end()), SecretName.TOKEN, value.form())) {
            scan.suspected(RULE, start, value.end());
        } else if (scan.at(schemeEnd) == ' ') {
            int end = BareValue.end(scan, schemeEnd + 1, 400);
            if (SecretValue.isPlausible(scan.slice(schemeEnd + 1, end), SecretName.MAYBE, NamedValue.Form.FLAG)) {
                scan.suspected(RULE, schemeEnd + 1, end);
            }
        }
    }

    private static void credential(Scan scan, int start, boolean wholeLine) {
        int end = wholeLine ? lineEnd(scan, start) : BareValue.end(scan, start, 400);
        boolean template = scan.at(start) == '{' || scan.at(start) == '<' || scan.at(start) == '$';
        if (end > start + 2 && !template && !Placeholder.is(scan.slice(start, end))) {
            scan.suspected(RULE, start, end);
        }
    }

    static void bearer(Scan scan, int keywordStart, int keywordEnd) {
        int start = scan.skipBlanks(keywordEnd);
        int end = scan.runEnd(CharClass.TOKEN, start);
        if (start == keywordEnd || end - start < 12 || !scan.startsWord(keywordStart)) {
            return;
        }
        int judged = Math.min(end, start + 100);
        if (hasDigit(scan, start, judged) && !Placeholder.is(scan.slice(start, judged))) {
            scan.suspected(RULE, start, end);
        }
    }

    private static boolean hasDigit(Scan scan, int start, int end) {
        scan.look(end - start);
        for (int i = start; i < end; i++) {
            if (CharClass.DIGIT.has(scan.at(i))) {
                return true;
            }
        }
        return false;
    }

    static void basic(Scan scan, int keywordStart, int keywordEnd) {
        int start = scan.skipBlanks(keywordEnd);
        int end = scan.runEnd(CharClass.PADDED, start);
        if (start > keywordEnd && end - start < 400 && scan.startsWord(keywordStart)) {
            if (Base64Text.isLogin(scan.slice(start, end))) {
                scan.found(RULE, start, end);
            }
        }
    }

    /** {@code Cookie: name=value; …} and {@code Set-Cookie}: everything to the end of the line or quotation. */
    static void cookie(Scan scan, int keywordStart, int keywordEnd) {
        int colon = keywordEnd;
        while (scan.at(colon) == '\\' || QuotedText.isQuote(scan.at(colon)) || scan.at(colon) == ' ') {
            colon++;
        }
        if (scan.at(colon) != ':' && scan.at(colon) != '=' && scan.at(colon) != ',') {
            return;
        }
        int start = scan.skipBlanks(colon + 1);
        while (scan.at(start) == '\\' || QuotedText.isQuote(scan.at(start))) {
            start++;
        }
        int nameEnd = scan.runEnd(CharClass.DOTTED, start);
        if (nameEnd == start || scan.at(nameEnd) != '=') {
            return;
        }
        int value = nameEnd + 1;
        String beginning = scan.slice(value, Math.min(scan.to(), value + 40));
        if (!beginning.isEmpty() && !Placeholder.is(beginning)) {
            scan.found(RULE, value, lineEnd(scan, value));
        }
    }

    private static int lineEnd(Scan scan, int start) {
        int end = endAt(scan, start);
        scan.look(end - start);
        return end;
    }

    private static int endAt(Scan scan, int start) {
        int limit = Math.min(scan.to(), start + LONGEST);
        for (int i = start; i < limit; i++) {
            char c = scan.at(i);
            if (c == '\n' || c == '\r' || c == '\'' || c == '`' || (c == '\\' && scan.at(i + 1) == 'n')) {
                return i;
            }
            if (c == '"' && scan.at(i - 1) != '=' && !isBetweenParameters(scan, i)) {
                return i;
            }
        }
        // Where the end is too far to tell a quotation's from a parameter's, nothing of the line stays.
        return limit == scan.to() ? limit : scan.next(Place.LINE_END, limit);
    }

    /** Whether the quotation mark ends a parameter such as {@code nonce="…"}, with another to follow. */
    private static boolean isBetweenParameters(Scan scan, int quote) {
        int name = scan.skipBlanks(quote + 2);
        int nameEnd = scan.runEnd(CharClass.ALPHA, name);
        return scan.at(quote + 1) == ',' && nameEnd > name && scan.at(nameEnd) == '=';
    }
}
