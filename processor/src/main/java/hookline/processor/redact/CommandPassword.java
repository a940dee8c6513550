package hookline.processor.redact;

import java.util.List;

/** Finds passwords in the short options of well-known commands: {@code curl -u user:pass}, {@code mysql -ppass}. */
final class CommandPassword {
    static final String RULE = "command-line";
    private static final int REACH = 300;
    private static final List<String> OPENSSL_OPTIONS = List.of("-pass ", "-passin ", "-passout ");

    private CommandPassword() {}

    /** {@code -u user:password}, {@code --user user:password}. */
    static void user(Scan scan, int keywordStart, int keywordEnd) {
        if (!follows(Place.LOGIN_COMMAND, scan, keywordStart)) {
            return;
        }
        int start = keywordEnd;
        while (scan.at(start) == ' ' || scan.at(start) == '=' || scan.at(start) == '\\' || isQuote(scan, start)) {
            start++;
        }
        int end = BareValue.end(scan, start, 200);
        int colon = start;
        while (colon < end && !Placeholder.isUserEnd(scan, colon)) {
            colon++;
        }
        if (colon == end) {
            return;
        }
        NamedValue quoted = QuotedText.at(scan, colon + 1, NamedValue.Form.FLAG);
        if (colon + 1 < end) {
            report(scan, colon + 1, end);
        } else if (quoted != null && !isQuote(scan, start - 1)) {
            report(scan, quoted.start(), quoted.end());
        } else if (colon - start >= 12) {
            report(scan, start, colon);
        }
    }

    /** {@code -psecret} glued to the option, or {@code -p secret} where the command takes it so. */
    static void password(Scan scan, int keywordStart, int keywordEnd) {
        boolean separate = scan.at(keywordEnd) == ' ';
        if (follows(separate ? Place.SEPARATE_COMMAND : Place.GLUED_COMMAND, scan, keywordStart)) {
            option(scan, keywordEnd);
        }
    }

    /** {@code redis-cli -a secret}. */
    static void auth(Scan scan, int keywordStart, int keywordEnd) {
        if (follows(Place.AUTH_COMMAND, scan, keywordStart)) {
            option(scan, keywordEnd);
        }
    }

    /** {@code ldapsearch -w secret}. */
    static void bind(Scan scan, int keywordStart, int keywordEnd) {
        if (scan.at(keywordEnd) == ' ' && follows(Place.BIND_COMMAND, scan, keywordStart)) {
            option(scan, keywordEnd);
        }
    }

    /** {@code curl -b 'name=value; …'}, where no file of cookies is meant. */
    static void cookie(Scan scan, int keywordStart, int keywordEnd) {
        int start = scan.skipBlanks(scan.at(keywordEnd) == '=' ? keywordEnd + 1 : keywordEnd);
        NamedValue quoted = QuotedText.at(scan, start, NamedValue.Form.FLAG);
        int name = quoted == null ? start : quoted.start();
        int nameEnd = scan.runEnd(CharClass.DOTTED, name);
        if (nameEnd > name && scan.at(nameEnd) == '=' && follows(Place.COOKIE_COMMAND, scan, keywordStart)) {
            report(scan, nameEnd + 1, quoted == null ? BareValue.end(scan, name, 200) : quoted.end());
        }
    }

    /** {@code openssl … -passin pass:secret}. */
    static void openssl(Scan scan, int keywordStart, int keywordEnd) {
        for (String option : OPENSSL_OPTIONS) {
            if (scan.matches(option, keywordStart - option.length())) {
                option(scan, keywordEnd);
            }
        }
    }

    /** {@code kubectl create secret … --from-literal=name=secret}. */
    static void literal(Scan scan, int keywordStart, int keywordEnd) {
        int name = scan.runEnd(CharClass.DOTTED, keywordEnd);
        if (scan.at(name) == '=' && follows(Place.SECRET_COMMAND, scan, keywordStart)) {
            option(scan, name + 1);
        }
    }

    private static void option(Scan scan, int optionEnd) {
        int start = scan.skipBlanks(optionEnd);
        NamedValue quoted = QuotedText.at(scan, start, NamedValue.Form.FLAG);
        report(
                scan,
                quoted == null ? start : quoted.start(),
                quoted == null ? BareValue.end(scan, start, 200) : quoted.end());
    }

    private static void report(Scan scan, int start, int end) {
        if (end > start && !Placeholder.is(scan.slice(start, end))) {
            scan.found(RULE, start, end);
        }
    }

    private static boolean isQuote(Scan scan, int index) {
        return QuotedText.isQuote(scan.at(index));
    }

    /** Whether one of the commands stands before the option, on the same line and in the same pipeline step. */
    private static boolean follows(Place command, Scan scan, int option) {
        int at = scan.lastBefore(command, option, REACH);
        return at >= 0 && scan.lastBefore(Place.STEP_END, option, REACH) < at;
    }
}
