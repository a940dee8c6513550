package hookline.processor.redact;

import org.junit.jupiter.params.ParameterizedTest;

/** Where a token of a published form begins and ends, and what is only an example of one. */
class TokenShapeTest {
    private static final String MARKER = "[REDACTED:github]";

    @ParameterizedTest
    @Lines("""
            «ghp_{alnum:36}»
            ghp_{alnum:35}
            «ghp_{alnum:37}»
            «ghp_{alnum:36}»_
            «ghp_{alnum:36}»-x
            GHP_{alnum:36}
            xghp_{alnum:36}
            \\n«ghp_{alnum:36}»
            \\t«ghp_{alnum:36}»
            \\r«ghp_{alnum:36}»
            \\xghp_{alnum:36}
            -«ghp_{alnum:36}».
            ghp_{alnum:36}###
            «ghp_{alnum:36}»##
            ghp_{alnum:36}***
            «ghp_{alnum:36}»#*#
            ghp_{alnum:30}xxxxxx
            «ghp_{alnum:31}xxxxx»
            ghp_{alnum:30}XXXXXX
            ghp_{alnum:21}abcdefghijklmno
            «ghp_{alnum:22}abcdefghijklmn»
            a.ghp_{alnum:36}.png
            a.«ghp_{alnum:36}».PNG
            a.«ghp_{alnum:36}»
            """
            // No whole token stands in the source.
            + "gh"
            + "p_abababababababababababababababababab\n"
            + "gh"
            + "p_abcabcabcabcabcabcabcabcabcabcabcabc")
    void knowsATokenFromWhatOnlyResemblesOne(String text) {
        Marked.check(MARKER, text);
    }

    @ParameterizedTest
    @Lines("""
            «da2-{lower:25}9»
            «da2-9{lower:25}»
            da2-{lower:26}
            da2-{lower:24}9
            da2-{lower:26}9
            da2-{lower:25}9_
            «da2-{lower:25}9»-
            """)
    void wantsADigitWhereTheFormSaysSo(String text) {
        Marked.check("[REDACTED:aws-appsync]", text);
    }
}
