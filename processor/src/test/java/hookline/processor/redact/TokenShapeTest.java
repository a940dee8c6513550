package hookline.processor.redact;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @ParameterizedTest
    @CsvSource({
        "a{digit:4},      a1357,     5",
        "a{digit:4},      a135,      -1",
        "a{digit:4},      a13579,    -1",
        "a{digit:4},      a1357b,    -1",
        "a{digit:4},      a1357_,    -1",
        "a{digit:4},      a1357-,    5",
        "a{digit:4-6},    a135,      -1",
        "a{digit:4-6},    a1357,     5",
        "a{digit:4-6},    a135792,   7",
        "a{digit:4-6},    a1357924,  -1",
        "a{digit:4+},     a135,      -1",
        "a{digit:4+},     a1357924b, 8",
        "a{digit:4}b,     a1357b,    6",
        "a{digit:4}b,     a1357bb,   6",
        "a{digit:4}b,     a1357c,    -1",
        "{digit:4}b,      1357b,     5",
        "{digit:4}{hex:2},1357be,    6",
        "{lower:8},       abcbacba,  -1",
        "{lower:8},       abcdacbd,  8"
    })
    void matchesTheLongestRunAtEachStep(String shape, String text, int end) {
        assertEquals(end, match(shape, text));
    }

    @Test
    void takesALongPrefixForProofEnough() {
        assertEquals(24, match("my-company-token{alnum:8}", "my-company-token" + "x".repeat(8)));
        assertEquals(-1, match("my-company-tokn{alnum:8}", "my-company-tokn" + "x".repeat(8)));
    }

    @Test
    void wantsMoreVarietyOfALongToken() {
        String seven = "gafcebdadgfbcegadbefcgbfadcegfb".repeat(3);

        assertEquals(63, match("{lower:20+}", seven.substring(0, 63)));
        assertEquals(-1, match("{lower:20+}", seven.substring(0, 64)));
        assertEquals(64, match("{lower:20+}", "h" + seven.substring(0, 63)));
        assertEquals(-1, match("{lower:20+}", "h" + seven.substring(0, 64)));
    }

    @Test
    void wantsADigitNearTheBeginningOfALongToken() {
        String letters = new Invented().shaped("{lower:64}");

        assertEquals(64, match("{lownum#:20+}", letters.substring(1) + "7"));
        assertEquals(-1, match("{lownum#:20+}", letters + "7"));
    }

    @Test
    void countsOnlyItsOwnCharactersInAlphabeticalOrder() {
        String text = "abcdefghijklmnowu";

        assertEquals(text.length(), match("{lower:10+}", text, 1));
        assertEquals(-1, match("{lower:10+}", text, 0));
    }

    private static int match(String shape, String text) {
        return match(shape, text, 0);
    }

    private static int match(String shape, String text, int start) {
        return TokenShape.parse(shape).match(new Scan(text.toCharArray(), 0, text.length()), start);
    }
}
