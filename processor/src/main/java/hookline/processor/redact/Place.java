package hookline.processor.redact;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What detectors look for behind or ahead of a keyword. The scan remembers where it last was, so that a thousand
 * keywords in a row look at the text between them once; each place is looked for in one direction only.
 */
enum Place {
    LOGIN_COMMAND("curl", "wget", "http", "proxy"),
    GLUED_COMMAND("mysql", "mariadb", "sshpass", "7z"),
    SEPARATE_COMMAND("docker login", "podman login", "sshpass", "az login", "useradd", "usermod"),
    COOKIE_COMMAND("curl"),
    AUTH_COMMAND("redis-cli"),
    BIND_COMMAND("ldapsearch", "ldapadd", "ldapmodify", "ldapdelete", "ldappasswd"),
    SECRET_COMMAND("create secret"),
    ECHO("echo "),
    /** Where one step of a pipeline ends: a line's end that is not escaped ends it as well. */
    STEP_END {
        @Override
        boolean isAt(Scan scan, int index) {
            char c = scan.at(index);
            return c == '|' || c == ';' || (c == '\n' && scan.at(index - 1) != '\\');
        }
    },
    PIPE {
        @Override
        boolean isAt(Scan scan, int index) {
            return scan.at(index) == '|';
        }
    },
    LINE_END {
        @Override
        boolean isAt(Scan scan, int index) {
            return scan.at(index) == '\n';
        }
    },
    URL_END {
        @Override
        boolean isAt(Scan scan, int index) {
            char c = scan.at(index);
            return c <= ' ' || QuotedText.isQuote(c) || c == '<' || c == '>' || c == '\\' || c == '|';
        }
    },
    /** The {@code @} in front of a host. */
    HOST {
        @Override
        boolean isAt(Scan scan, int index) {
            if (scan.at(index) != '@') {
                return false;
            }
            char c = scan.at(index + 1);
            return CharClass.ALNUM.has(c) || c == '[' || c == '$' || c == '{' || c == '<';
        }
    };

    @SuppressWarnings("ImmutableEnumChecker") // Nobody else gets the array.
    private final String[] words;

    @SuppressWarnings("ImmutableEnumChecker") // A record of two numbers.
    private final CharacterSet starts;

    Place(String... words) {
        this.words = words;
        this.starts = CharacterSet.of(
                Stream.of(words).map(word -> word.substring(0, 1)).collect(Collectors.joining()));
    }

    /** Whether one of the words starts here: its first letter as it is, the others in any case. */
    boolean isAt(Scan scan, int index) {
        char c = scan.at(index);
        if (!starts.has(c)) {
            return false;
        }
        for (String word : words) {
            if (c == word.charAt(0) && scan.matchesIgnoringCase(word, index)) {
                return true;
            }
        }
        return false;
    }
}
