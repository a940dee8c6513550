package hookline.processor.redact;

import org.junit.jupiter.params.ParameterizedTest;

/** In the tables, BEGIN and END stand for the words behind five dashes, so that no header stands in the source. */
class PrivateKeyBlockTest {
    private static final String MARKER = "[REDACTED:private-key]";

    @ParameterizedTest
    @Lines("""
            «BEGIN PRIVATE KEY-----⏎{alnum:64}⏎END PRIVATE KEY-----»⏎more
            x: "«BEGIN PRIVATE KEY-----\\n{alnum:64}\\nEND PRIVATE KEY-----»\\n", y
            «BEGIN RSA PRIVATE KEY-----⏎{alnum:64}⏎END RSA PRIVATE KEY-----» more
            «BEGIN PGP PRIVATE KEY BLOCK-----⏎⏎{alnum:64}⏎END PGP PRIVATE KEY BLOCK-----» more
            «begin private key-----⏎{alnum:64}⏎end private key-----» more
            «BEGIN PRIVATE KEY-----{alnum:64}END PRIVATE KEY-----»-
            «BEGIN PRIVATE KEY-----⏎a-b --{alnum:64}⏎END PRIVATE KEY-----» more
            «BEGIN PRIVATE KEY-----⏎{alnum:64}⏎END-----» more
            «BEGIN PRIVATE KEY-----⏎{alnum:64}⏎END{alpha:51}-----» more
            «BEGIN PRIVATE KEY-----⏎{alnum:64}⏎END{alpha:52}----- more»
            """)
    void coversAKeyFromItsHeaderToItsFooter(String text) {
        Marked.check(MARKER, pem(text));
    }

    @ParameterizedTest
    @Lines("""
            «BEGIN PRIVATE KEY-----⏎{alnum:64}⏎more»
            «BEGIN PRIVATE KEY-----⏎{alnum:64}⏎END PRIVATE KEY»
            «BEGIN PRIVATE KEY-----⏎{alnum:64}⏎END PRIVATE KEY----»
            «BEGIN PRIVATE KEY-----⏎{alnum:20}»
            «BEGIN PRIVATE KEY-----»
            """)
    void coversAllBehindTheHeaderOfAKeyThatIsNotClosed(String text) {
        Marked.check(MARKER, pem(text));
    }

    @ParameterizedTest
    @Lines("""
            BEGIN PRIVATE KEY-----END-----
            BEGIN PRIVATE KEY-----⏎...⏎END PRIVATE KEY-----
            BEGIN PRIVATE KEY-----{alnum:38}END PRIVATE KEY-----
            «BEGIN PRIVATE KEY-----{alnum:39}END PRIVATE KEY-----»
            """)
    void leavesABlockAloneThatIsTooShortForAKey(String text) {
        Marked.check(MARKER, pem(text));
    }

    @ParameterizedTest
    @Lines("""
            BEGIN PUBLIC KEY-----⏎{alpha:64}⏎END PUBLIC KEY-----
            BEGIN CERTIFICATE-----⏎{alpha:64}⏎END CERTIFICATE-----
            BEGIN PUBLIC KEY-----PRIVATE KEY-----⏎{alpha:64}
            BEGIN PRIVATE KEY⏎-----⏎{alpha:64}
            BEGIN PRIVATE⏎KEY-----⏎{alpha:64}
            BEGIN PRIVATE KEY {alpha:20} {alpha:20} {alpha:20}-----⏎{alpha:64}
            BEGIN PRIVATE KEY{alpha:48}-----⏎{alpha:64}
            «BEGIN PRIVATE KEY{alpha:47}-----⏎{alpha:64}»
            BEGIN
            """)
    void leavesAloneWhatIsNotAHeaderOfAPrivateKey(String text) {
        Marked.check(MARKER, pem(text));
    }

    @ParameterizedTest
    @Lines("""
            if (line.equals("BEGIN PRIVATE KEY-----"))
            'BEGIN PRIVATE KEY-----' opens one and 'END PRIVATE KEY-----' closes it
            `BEGIN PRIVATE KEY-----` {lower:23} {lower:23} {lower:23}
            "«BEGIN PRIVATE KEY-----" + "{alnum:24}", "{alnum:24}"»
            "«BEGIN PRIVATE KEY-----",⏎"{alnum:64}",⏎"END PRIVATE KEY-----»", x
            "«BEGIN PRIVATE KEY-----"{far}{lower:64}»
            "BEGIN PRIVATE KEY-----" {far}{lower:64}
            """)
    void tellsAKeyInSeveralLiteralsFromAHeaderThatIsOnlyMentioned(String text) {
        Marked.check(MARKER, pem(text.replace("{far}", " .".repeat(59))));
    }

    private static String pem(String text) {
        return text.replace("BEGIN", "-----" + "BEGIN")
                .replace("END", "-----" + "END")
                .replace("begin", "-----" + "begin")
                .replace("end ", "-----" + "end ");
    }
}
