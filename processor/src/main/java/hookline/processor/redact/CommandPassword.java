package hookline.processor.redact;

import java.util.List;

/** Finds passwords in the short options of well-known commands: {@code curl -u user:pass}, {@code mysql -ppass}. */
final class CommandPassword {
    static final String RULE = "command-line";
    private static final int REACH = 300;
    private static final List<String> LOGIN_COMMANDS = List.of("curl", "wget", "http", "proxy");
    private static final List<String> GLUED_COMMANDS = List.of("mysql", "mariadb", "sshpass", "7z");
    private static final List<String> SEPARATE_COMMANDS =
            List.of("docker login", "podman login", "sshpass", "az login", "useradd", "usermod");
    private static final List<String> COOKIE_COMMANDS = List.of("curl");
    private static final List<String> AUTH_COMMANDS = List.of("redis-cli");
    private static final List<String> BIND_COMMANDS =
            List.of("ldapsearch", "ldapadd", "ldapmodify", "ldapdelete", "ldappasswd");
    private static final List<String> OPENSSL_OPTIONS = List.of("-pass ", "-passin ", "-passout ");
    private static final List<String> SECRET_COMMANDS = List.of("create secret");

    private CommandPassword() {}

    /** {@code -u user:password}, {@code --user user:password}. */
    static void user(Scan scan, int keywordStart, int keywordEnd) {
        if (!follows(LOGIN_COMMANDS, scan, keywordStart)) {
            return;
        }
        int start = keywordEnd;
        while (scan.at(start) == ' ' || scan.at(start) == '=' || scan.at(start) == '\\' || isQuote(scan, start)) {
            start++;
        }
        int end = BareValue.end(scan, start, 200);
        int colon = start;
        while (colon < end && scan.at(colon) != ':') {
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
        if (follows(separate ? SEPARATE_COMMANDS : GLUED_COMMANDS, scan, keywordStart)) {
            option(scan, keywordEnd);
        }
    }

    /** {@code redis-cli -a secret}. */
    static void auth(Scan scan, int keywordStart, int keywordEnd) {
        if (follows(AUTH_COMMANDS, scan, keywordStart)) {
            option(scan, keywordEnd);
        }
    }

    /** {@code ldapsearch -w secret}. */
    static void bind(Scan scan, int keywordStart, int keywordEnd) {
        if (scan.at(keywordEnd) == ' ' && follows(BIND_COMMANDS, scan, keywordStart)) {
            option(scan, keywordEnd);
        }
    }

    /** {@code curl -b 'name=value; …'}, where no file of cookies is meant. */
    static void cookie(Scan scan, int keywordStart, int keywordEnd) {
        int start = scan.skipBlanks(scan.at(keywordEnd) == '=' ? keywordEnd + 1 : keywordEnd);
        NamedValue quoted = QuotedText.at(scan, start, NamedValue.Form.FLAG);
        int name = quoted == null ? start : quoted.start();
        int nameEnd = scan.runEnd(CharClass.DOTTED, name);
        if (nameEnd > name && scan.at(nameEnd) == '=' && follows(COOKIE_COMMANDS, scan, keywordStart)) {
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
        if (scan.at(name) == '=' && follows(SECRET_COMMANDS, scan, keywordStart)) {
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
    private static boolean follows(List<String> commands, Scan scan, int option) {
        int floor = Math.max(scan.from(), option - REACH);
        for (int i = option - 1; i >= floor; i--) {
            char c = scan.at(i);
            if ((c == '\n' && scan.at(i - 1) != '\\') || c == '|' || c == ';') {
                return false;
            }
            for (String command : commands) {
                if (c == command.charAt(0) && scan.matchesIgnoringCase(command, i)) {
                    return true;
                }
            }
        }
        return false;
    }
}
