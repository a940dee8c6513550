package hookline.benchmarks.jmh;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Texts that keep a careless scanner busy far longer than their length explains. */
public enum HostileText {
    DOTS("a.a.a.", "a."),
    SCRIPT("<script>", "<script>"),
    NAMES("key=key=", "key="),
    PASSWORDS("password: password: ", "password: "),
    ESCAPED_ESCAPES("\"\\u\"\\u", "\"\\u"),
    ARRAYS("[[[[", "["),
    OBJECTS("{\"a\":{\"a\":", "{\"a\":"),
    QUOTES("\"\"\"\"", "\""),
    BASE64("base64 of base64 of base64", "") {
        @Override
        public String ofLength(int characters) {
            String text = "secret in a nest ";
            while (text.length() < characters) {
                text = base64(text + text);
            }
            return text.substring(0, characters);
        }

        private String base64(String text) {
            return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.ISO_8859_1));
        }
    },
    BASE64_RUNS("many short base64 texts", "aGVsbG8gd29ybGQsIHRoaXMgaXMgdGV4dA== "),
    PERCENT("%25%25%25", "%25"),
    ENTITIES("&amp;&amp;", "&amp;"),
    BACKSLASHES("\\\\\\\\", "\\"),
    AT_SIGNS("@@@@", "@"),
    URLS("://a:b://a:b", "://a:b"),
    KEY_BLOCKS("unclosed key blocks", "-----" + "BEGIN RSA PRIVATE KEY" + "-----\n"),
    DIGITS("4111111111111111", "4"),
    DASHED_DIGITS("4-1-4-1-", "4-1-"),
    TOKEN_STARTS("starts of tokens", "gh" + "p_ sk-" + " xox" + "b- AK" + "IA ey" + "J "),
    BEARERS("bearer bearer", "Authorization: Bearer "),
    FLAGS(" -u -p -a", " -u -p -a"),
    HOSTS("://a:b@c://a:b@c", "://a:b@c"),
    DIGESTS("digest digest", "Authorization: Digest "),
    PIPES("echo to chpasswd", "echo | chpasswd "),
    BRACKETED("[REDACTED[REDACTED", "[REDACTED"),
    HEX("7061737377", "70617373776f72643d"),
    NESTING("JSON as deep as it is long", "") {
        @Override
        public String ofLength(int characters) {
            return "[".repeat(characters / 2) + "]".repeat(characters / 2);
        }

        @Override
        public String event(int characters) {
            return ofLength(characters);
        }
    };

    private final String text;
    private final String piece;

    HostileText(String text, String piece) {
        this.text = text;
        this.piece = piece;
    }

    /** How a report names it. */
    public String text() {
        return text;
    }

    /** It as a value of an event. */
    public String event(int characters) {
        String value =
                ofLength(characters).replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
        return "{\"tool_response\":{\"stdout\":\"" + value + "\"}}";
    }

    /** As often as fits into so many characters. */
    public String ofLength(int characters) {
        return piece.repeat(characters / piece.length());
    }
}
