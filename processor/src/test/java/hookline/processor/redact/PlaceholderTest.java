package hookline.processor.redact;

import org.junit.jupiter.params.ParameterizedTest;

/** What is written in the place of a secret, and what only resembles that. */
class PlaceholderTest {
    private static final String MARKER = "[REDACTED:assigned]";

    @ParameterizedTest
    @Lines("""
            password=$PASSWORD9
            password=$Pass
            password=$pass9word
            password=${x}9aB
            password=$
            password=$!x9aBqw
            password=%PASSWORD%
            password=ababab
            password=a-${b}-c9
            password='a9{{b}}'
            password='a9#{b}x'
            password='a9$(b)x'
            password='a9<%b'
            password='a9%(b)x'
            password='%s'
            password='a9 %s'
            password='abc1%s2d'
            password='abc1 %s23d'
            password='{0}'
            password='abc12{0}3d'
            password='a1b2...'
            password=placeholder9
            password=redacted9x
            password=changeme9
            password=change_me9
            password=change-me9
            password=dummy9x
            password=<x9>
            password=****9
            password=aaxxxxx9b
            password=aa#####9b
            password='aa*****9b'
            password=your-pass9
            password=yourpass
            password=insert.me9
            password=replace_9
            password=required-9
            password=example_9
            password=!vault
            password=!Ref
            password=abcdefghijklmno9
            password=[PASSWORD]
            password={password}
            password=access_token
            password=dbPassword
            password="dbPassword:"
            password="dbPassword9:"
            password=PASSWD
            password=keyword
            token=[redacted-x]
            password=[email]
            token={alpha:9}1234567890
            token={alpha:3}-1234567890
            token=AbCeF123
            token=abcabcabcabcabcabcab1
            token="AgencyIdentificationCodeType"
            password="$pass"
            password="$PASS9"
            password="myownPassword"
            password="my_ownpassword"
            """)
    void leavesWhatStandsForASecretOrForNone(String text) {
        Marked.check(MARKER, text);
    }

    @ParameterizedTest
    @Lines("""
            password=«%{alnum:8}»
            password=«aaaa1»
            password=«abab1b»
            password=«abab»
            password='«abc1%s23d»'
            password='«aa****9b»'
            password=«yourpass9»
            password=«enter9»
            password=«Enterprise9»
            password=«!vault9»
            password=«!Refs9»
            password=«abcdefghijklmn9»
            password=«9bcdefghijklmnoq»
            password='«[PASSW9RD]»'
            password='«{passw9rd}»'
            password='«[abcdef}»'
            password=«access_token9»
            token=«{alpha:9}123456789»
            token=«{alpha:12}-1234567890»
            token=«{alpha:11}-1234567890»
            token=«AbCeF132»
            token=«AbCeF123456»
            token=«abcabcabcabcabcabc1»
            token="«AgencyIdentificationCode99»"
            password="«$pass9word»"
            password="«$9!x4»"
            password="«myownpassword»"
            password="«{abcdef]»"
            """)
    void coversWhatOnlyResemblesAPlaceholder(String text) {
        Marked.check(MARKER, text);
    }
}
