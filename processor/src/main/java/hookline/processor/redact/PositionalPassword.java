package hookline.processor.redact;

import java.util.List;

/**
 * Finds passwords that have no name and are known by their place: an argument of a call that logs in, an SQL
 * {@code IDENTIFIED BY}, what is piped into a command that reads a password, a line of a .pgpass file, Oracle's
 * {@code user/password@}.
 */
final class PositionalPassword {
    static final List<String> LOGIN_CALLS = List.of(
            "basicauth(",
            "basic_auth(",
            "auth=(",
            "getconnection(",
            "passwordauthentication(",
            "usernamepasswordcredentials(",
            "usernamepasswordauthenticationtoken(",
            ".login(");
    static final List<String> DOMAIN_LOGIN_CALLS = List.of("networkcredential(");
    static final List<String> DATABASE_CALLS =
            List.of("mysqli_connect(", "mysql_connect(", "mysqli(", "mysqldb.connect(", "pymysql.connect(", "pdo(");
    static final List<String> ENCODINGS = List.of("btoa(", "b64encode(", "base64_encode(");
    static final List<String> NETWORKS = List.of("@tcp(", "@unix(");
    static final List<String> STATEMENTS = List.of("identified by", "convertto-securestring");
    static final List<String> PIPES = List.of("password-stdin", "passwd --stdin", "chpasswd", "sudo -s");
    static final List<String> PGPASS_FIELDS = List.of(":5432:", ":5433:", ":6432:", ":*:*:");
    static final List<String> ORACLE_LOGINS =
            List.of("thin:", "oci:", "oci8:", "sqlplus ", "sqlldr ", "expdp ", "impdp ");

    static final String RULE = "login";
    private static final int REACH = 300;
    private static final int LONGEST_LOGIN = 128;
    private static final int MOST_ARGUMENTS = 4;

    private PositionalPassword() {}

    /** {@code basicAuth("user", "password")}: the last of two to four quoted arguments. */
    static void call(Scan scan, int keywordStart, int keywordEnd) {
        NamedValue last = null;
        int at = scan.skipBlanks(keywordEnd);
        for (int argument = 0; argument < MOST_ARGUMENTS; argument++) {
            int end = argument(scan, at);
            if (end < 0) {
                return;
            }
            last = argument == 0 ? null : QuotedText.at(scan, at, NamedValue.Form.ARGUMENT);
            int next = scan.skipBlanks(end);
            if (scan.at(next) == ',') {
                at = scan.skipBlanks(next + 1);
            } else {
                break;
            }
        }
        if (last != null) {
            report(scan, last.start(), last.end());
        }
    }

    /** {@code NetworkCredential("user", "password", "domain")}: the second argument, where it is quoted. */
    static void domainLogin(Scan scan, int keywordStart, int keywordEnd) {
        argumentBehind(1, scan, keywordEnd);
    }

    /** {@code mysqli_connect("host", "user", "password", "database")}: the third argument, where it is quoted. */
    static void database(Scan scan, int keywordStart, int keywordEnd) {
        argumentBehind(2, scan, keywordEnd);
    }

    private static void argumentBehind(int others, Scan scan, int start) {
        int at = scan.skipBlanks(start);
        for (int argument = 0; argument < others; argument++) {
            int end = argument(scan, at);
            int comma = end < 0 ? -1 : scan.skipBlanks(end);
            if (scan.at(comma) != ',') {
                return;
            }
            at = scan.skipBlanks(comma + 1);
        }
        NamedValue password = QuotedText.at(scan, at, NamedValue.Form.ARGUMENT);
        if (password != null) {
            report(scan, password.start(), password.end());
        }
    }

    /** {@code user:password@tcp(host:3306)/database}, as Go's drivers have it. */
    static void network(Scan scan, int keywordStart, int keywordEnd) {
        int start = keywordStart;
        while (keywordStart - start < LONGEST_LOGIN
                && scan.at(start - 1) > ' '
                && scan.at(start - 1) != '/'
                && !QuotedText.isQuote(scan.at(start - 1))) {
            start--;
        }
        int colon = scan.runEnd(CharClass.DOTTED, start);
        if (colon > start && scan.at(colon) == ':') {
            report(scan, colon + 1, keywordStart);
        }
    }

    /** Where an argument ends that is a literal, a name or a field, or -1. */
    private static int argument(Scan scan, int start) {
        NamedValue quoted = QuotedText.at(scan, start, NamedValue.Form.ARGUMENT);
        if (quoted != null) {
            int end = quoted.end();
            while (scan.at(end) == '\\') {
                end++;
            }
            return end + 1;
        }
        int end = start;
        while (end - start < 60 && CharClass.DOTTED.has(scan.at(end))) {
            end++;
        }
        if (end == start && QuotedText.isQuote(scan.at(start)) && scan.at(start + 1) == scan.at(start)) {
            return start + 2;
        }
        return end > start ? end : -1;
    }

    /** {@code IDENTIFIED BY 'password'} and {@code ConvertTo-SecureString -String 'password'}. */
    static void statement(Scan scan, int keywordStart, int keywordEnd) {
        int at = scan.skipBlanks(keywordEnd);
        if (scan.matchesIgnoringCase("-string ", at)) {
            at = scan.skipBlanks(at + 8);
        }
        if (scan.matchesIgnoringCase("password ", at)) {
            at = scan.skipBlanks(at + 9);
        }
        NamedValue quoted = scan.at(at) == '`' ? null : QuotedText.at(scan, at, NamedValue.Form.ARGUMENT);
        if (quoted != null) {
            report(scan, quoted.start(), quoted.end());
        }
    }

    /** {@code btoa("user:password")}, as a Basic header is made. */
    static void encoded(Scan scan, int keywordStart, int keywordEnd) {
        NamedValue login = QuotedText.at(scan, scan.skipBlanks(keywordEnd), NamedValue.Form.ARGUMENT);
        int colon = login == null ? 0 : scan.runEnd(CharClass.LOCALPART, login.start());
        if (login != null && colon > login.start() && scan.at(colon) == ':') {
            report(scan, colon + 1, login.end());
        }
    }

    /** {@code echo "password" | command}; of {@code user:password} the part behind the colon. */
    static void pipe(Scan scan, int keywordStart, int keywordEnd) {
        int bar = scan.lastBefore(Place.PIPE, keywordStart, REACH);
        int echo = bar < 0 ? -1 : scan.lastBefore(Place.ECHO, bar, REACH);
        if (echo < 0 || scan.lastBefore(Place.LINE_END, keywordStart, 2 * REACH) > echo) {
            return;
        }
        int start = scan.skipBlanks(echo + 4);
        if (scan.matches("-n ", start)) {
            start = scan.skipBlanks(start + 3);
        }
        NamedValue quoted = QuotedText.at(scan, start, NamedValue.Form.FLAG);
        int from = quoted == null ? start : quoted.start();
        int end = quoted == null ? BareValue.end(scan, start, REACH) : quoted.end();
        if (scan.matches("chpasswd", keywordStart)) {
            while (from < end && scan.at(from) != ':') {
                from++;
            }
            from++;
        }
        report(scan, from, Math.min(end, bar));
    }

    /** {@code host:port:database:user:password}, alone on its line. */
    static void pgpass(Scan scan, int keywordStart, int keywordEnd) {
        int start = keywordStart;
        while (keywordStart - start < 255 && isHostPart(scan.at(start - 1))) {
            start--;
        }
        if (start == keywordStart || scan.at(start - 1) >= ' ') {
            return;
        }
        int colons = 0;
        int at = start;
        while (colons < 4 && at - start < REACH && scan.at(at) > ' ') {
            colons += scan.at(at) == ':' && scan.at(at - 1) != '\\' ? 1 : 0;
            at++;
        }
        int end = at;
        while (end - at < QuotedText.LONGEST && scan.at(end) > ' ') {
            end++;
        }
        scan.look(end - start);
        boolean alone = scan.at(end) < ' ';
        if (colons == 4 && alone && end - at >= 3) {
            report(scan, at, end);
        }
    }

    /** {@code user/password@database}. */
    static void oracle(Scan scan, int keywordStart, int keywordEnd) {
        int slash = scan.runEnd(CharClass.WORD, keywordEnd);
        if (slash == keywordEnd || scan.at(slash) != '/') {
            return;
        }
        int end = slash + 1;
        while (end - slash < 64 && scan.at(end) > ' ' && scan.at(end) != '@' && !QuotedText.isQuote(scan.at(end))) {
            end++;
        }
        if (scan.at(end) == '@') {
            report(scan, slash + 1, end);
        }
    }

    private static boolean isHostPart(char c) {
        return CharClass.DOTTED.has(c) || c == '*';
    }

    private static void report(Scan scan, int start, int end) {
        if (end - start >= 3 && !Placeholder.is(QuotedText.of(scan, start, end))) {
            scan.suspected(RULE, start, end);
        }
    }
}
