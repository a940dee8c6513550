package hookline.processor.redact;

import org.junit.jupiter.params.ParameterizedTest;

/** Which values are taken for a secret: that depends on the name, on the notation, and on themselves. */
class SecretValueTest {
    private static final String MARKER = "[REDACTED:assigned]";

    @ParameterizedTest
    @Lines("""
            password: «{alnum:8}»
            password=«ober»
            password=obe
            password: «oberon»
            password: ober
            password: OBERON
            password: OberonX x
            password: «{alnum:8}» x
            password: 123
            password: «1234»
            password: «12.3»
            password: «0x12»
            password=«1234»
            password = "«1234»"
            password = 1234
            password = oberon
            password = «{alpha:4}9{alpha:3}»
            password = "two words9"
            password = "/reset-word"
            password = "«/Reset-word9»"
            password(x)
            password is «{alpha:4}9{alpha:3}»
            password is {alpha:4}9
            password is {alpha:8}
            password is 12345678
            password("«{alpha:4}9{alpha:3}»")
            password("{alpha:8}")
            {"password":«{alpha:4}9{alpha:3}»}
            password='{lower:5}⇥{alnum:4}'
            password is «{alpha:4}9{alpha:1}»
            password="«0x9f»"
            """)
    void takesNearlyAnyWordOfAPassword(String text) {
        Marked.check(MARKER, text);
    }

    @ParameterizedTest
    @Lines("""
            password: x9Y-y[0]
            password: x9y.z(1)
            password: (x9y)z
            password: :x9yz
            password: [x9yz
            password: «-x9yz»
            password: $!x9yz
            password: self.key
            password: self.key2
            password: «self.k1234»
            password: self.k123
            password=self.key
            password=«self.key2»
            password=«self.2key»
            password=«2self.key»
            password=«.self9y»
            password=«self.key@9»
            password=f(x9)
            password=f[9]
            password=x->f(9)
            password="«f(x9)»"
            password=(x9yz)
            password="«(x9yz)»"
            password = «x-oberon» y
            password = self_x y
            password = -oberon y
            password="\\u53E3\\u4EE4"
            password="«\\u53Z3\\u4EE4»"
            password is «oberon9»
            password is «ober$on»
            password is oberon-x
            password is 9oberön
            password is 0x12345678
            password is «0x123456789»
            password is 123456.8
            password is a\\u00e99bc
            password='/resetword'
            password='«/reset9word»'
            password='«xreset/word»'
            password: ooooo
            password: «eightoberon»
            """)
    void takesNoCodeForAPassword(String text) {
        Marked.check(MARKER, text);
    }

    @ParameterizedTest
    @Lines("""
            token: «{alpha:4}9{alpha:3}»
            token: {alpha:4}9{alpha:2}
            token: «{alpha:20}»
            token="{alpha:13}"
            token="«{alpha:14}»"
            token=«{alpha:14}»
            token: «{alpha:14}»
            token = {alpha:14}
            token="{alpha:7}-{alpha:7}"
            token="{alpha:7}+{alpha:7}"
            token="{alpha:7}!{alpha:7}"
            token="abcabcdabcdabcdabc"
            token: 12345678
            token: «1234567890»
            token="«1234567809»"
            token="123456780"
            token="1.2345678"
            token: app-2-1208358310
            token: app2-qat-1208358310
            token: «app22-qat-1208358310»
            token: ap-2-1208358310
            token: «app-2-qa-1208358310»
            token: «app-2a-1208358310»
            token: «App-2-1208358310»
            token: «app--1208358310»
            token="«app-2-1208358310»"
            token="two words 9"
            token=/usr/bin/x9
            token=«/usr/Bin/X9»
            token=./usr/bin/x9
            token=~/usr/bin/x9
            token=../usr/bin/x9
            token=«usr/bin/x9x»
            token="http://x9/y"
            token is «{alnum:20}»
            token is {alnum:19}
            token is {alpha:20}
            token: self.keyfor9
            token: get9token()
            {"token":get9token9}
            token=«{alpha:6}9.{alpha:6}»
            token="«\\u00e9{alnum:8}»"
            token="AgencyIdentificationCodeType99"
            token="«Agency-IdentificationCodeType99»"
            token="«AgencyIdeCodeTypeWord99»"
            token="agencyIdenCodeType99"
            token="«AgencXXIdenCodeType99»"
            pin: 1234
            pin=12345678
            otp="«{digit:10}»"
            token=a://bcdef9
            token=«{alpha:12}9/{alpha:6}»
            token: {lower:4}-9-{digit:4}
            token: {lower:4}-9
            token: {lower:4}9
            token("{alpha:14}")
            token("«{alpha:4}9{alpha:4}»")
            token="{alpha:14}!"
            """)
    void wantsATokenToLookLikeOne(String text) {
        Marked.check(MARKER, text);
    }

    @ParameterizedTest
    @Lines("""
            key="«{alnum:20}»"
            key="{alnum:19}"
            key="{hex:8}-{hex:4}-{hex:4}-{hex:4}-{hex:12}"
            key="word-words-some-more-1234"
            key="«word-words-some-more-a1234»"
            key="«dTpwYXNz»"
            key="{digit:20}"
            key="{lower:19}9"
            key="«{upper:1}{lower:18}9»"
            key="«{lower:18}99»"
            key="ab12ab12ab12ab12ab12ab12"
            key="«!#$%^&{alnum:26}»"
            key="!#$%^&{alnum:25}"
            key="!#$%^{alnum:27}"
            key="!#$%^&  {alnum:24}"
            key="«!#$%^& {alnum:25}»"
            key="!#$%^&{alpha:26}"
            key="!#$%^&{digit:26}"
            key="{alnum:20}!"
            key="/{lower:20}99"
            key="«./{lower:20}9A9»"
            key="{alpha:20}"
            key="{lower:9}-{lower:9}9"
            key="{lower:9}.{lower:9}.{lower:3}9"
            key="«{lower:9}.{lower:9}.{lower:4}99»"
            key=«{alnum:20}»
            key: «{alnum:20}» x
            key = «{alnum:20}»
            key = {alnum:20}()
            """)
    void wantsAKeyToLookRandom(String text) {
        Marked.check(MARKER, text);
    }
}
