package hookline.processor.redact;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpCredentialTest {
    private static final String MARKER = "[REDACTED:http-credential]";

    @ParameterizedTest
    @Lines("""
            Authorization: Token «{alnum:16}»
            authorization: token «{alnum:3}»
            AUTHORIZATION:  ApiKey  «{alnum:8}»
            "Authorization": "api-key «{alnum:8}»", "b": 1
            'authorization': 'Bot «{alnum:8}»', x
            headers["Authorization"] = "Bearer «{alpha:9}»"
            Authorization: Negotiate «{alnum:30}»⏎Host: h
            Authorization: NTLM «{alnum:8}»
            Authorization: HMAC «{alnum:8}»
            Authorization: Signature «{alnum:8}»
            Authorization: Splunk «{alnum:8}»
            Authorization: Genie-Key «{alnum:8}»
            Authorization: sso-key «{alnum:8}:{alnum:8}»
            Authorization: OAuth «{alnum:8}»
            Authorization: Basic «{alpha:3}»
            Authorization: «{alnum:8}»
            Authorization: «{alnum:20}» more
            Authorization: x-mine «{alnum:20}»
            Authorization: x-mine «{alnum:20}» more
            """)
    void coversTheCredentialOfAnAuthorization(String text) {
        Marked.check(MARKER, text);
    }

    @ParameterizedTest
    @Lines("""
            Authorization: Token {alnum:2}
            Authorization: Token
            Authorization: Token {token}
            Authorization: Token <token>
            Authorization: Token $token
            Authorization: Token changeme
            Authorization: x-mine {alpha:20}
            Authorization: x-mine, {alnum:20}
            Authorization: required
            authorization (no more {alnum:3})
            Authorization
            """)
    void leavesAnAuthorizationWithoutACredentialAlone(String text) {
        Marked.check(MARKER, text);
    }

    @ParameterizedTest
    @Lines("""
            Authorization: Digest «username="u", realm="a b", response="{hex:32}»"
            Authorization: Digest «username="u",response="{hex:32}»"⏎Host: h
            Authorization: Digest «username="u",  qop=auth, response="{hex:32}»" x
            "Authorization: Digest «username=u, response={hex:32}»", x
            ["Authorization: Digest «username=u, response={hex:32}»", "x=1"]
            ["Authorization: Digest «username=u, response={hex:32}»",=1]
            'Authorization: Digest «username="u", response={hex:32}»' x
            `Authorization: Digest «username="u", response={hex:32}»` x
            Authorization: Digest «username=u, response={hex:32}»␍⏎Host: h
            Authorization: Digest «username=u, response={hex:32}»\\nHost: h
            Authorization: Digest «username=DOMAIN\\user, response={hex:32}»
            Authorization: AWS4-HMAC-SHA256 «Credential={alnum:20}/a, Signature={hex:64}»⏎
            """)
    void coversEveryParameterOfAnAuthorization(String text) {
        Marked.check(MARKER, text);
    }

    @ParameterizedTest
    @Lines("""
            Bearer «{alpha:5}5{alpha:6}»
            use bearer  «{alpha:9}0{alpha:9}», please
            \\nBEARER «{alpha:9}9{alpha:9}»
            (Bearer «{alnum:150}»)
            """)
    void coversABareBearerToken(String text) {
        Marked.check(MARKER, text);
    }

    @ParameterizedTest
    @Lines("""
            Bearer {alpha:5}5{alpha:5}
            Bearer {alpha:30}
            Bearer-{alpha:9}5{alpha:9}
            forbearer {alpha:9}5{alpha:9}
            Bearer xxxx{alnum:20}
            """)
    void leavesABearerOfSomethingElseAlone(String text) {
        Marked.check(MARKER, text);
    }

    /** The base64 is that of {@code u:pass}, {@code u:pas} and {@code nocolon}. */
    @ParameterizedTest
    @Lines("""
            Basic «dTpwYXNz»
            basic  «dTpwYXM=», x
            Basic dTpwYXM
            Basic bm9jb2xvbg==
            Basic,dTpwYXNz
            basicdTpwYXNz
            Turbobasic dTpwYXNz
            """)
    void coversABasicLoginOnlyWhereItDecodesToOne(String text) {
        Marked.check(MARKER, text);
    }

    @ParameterizedTest
    @CsvSource({"297,true", "300,false"})
    void takesABasicLoginForOneUpToALengthThatOccurs(int bytes, boolean login) {
        String text = "u:" + new Invented().alnum(bytes - 2);
        String basic = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));

        assertEquals(
                "Basic " + (login ? MARKER : basic),
                SecretRedaction.standard().text("Basic " + basic).text());
    }

    @ParameterizedTest
    @Lines("""
            Cookie: sid=«{alnum:3}»
            cookie: sid=«{alnum:8}; theme=dark»⏎Host: h
            Set-Cookie: s.i-d=«{alnum:8}; Path=/; HttpOnly»␍⏎
            curl -H 'Cookie: sid=«{alnum:8}»' -x
            "Cookie": "sid=«{alnum:8}; b=c»", "x": 1
            'Cookie' : 'sid=«{alnum:8}»', x
            addHeader("Cookie", "sid=«{alnum:8}; b»")
            \\"Cookie\\": \\"sid=«{alnum:8}; b»\\nx
            Cookie=`sid=«{alnum:8}; b»`
            Cookie: sid=«{alnum:4096}»
            Cookie: sid=«{alnum:4096}; two={alnum:9000}»⏎Host: h
            """)
    void coversTheRestOfALineOfCookies(String text) {
        Marked.check(MARKER, text);
    }

    @ParameterizedTest
    @Lines("""
            Cookie sid={alnum:3}
            Cookie: none; x=1
            Cookie: ={alnum:3}
            Cookie: sid=
            Cookie: sid={sid}
            Cookie: sid=${SID}; theme=dark
            Cookie: sid; {alnum:3}=x
            """)
    void leavesCookiesWithoutAValueAlone(String text) {
        Marked.check(MARKER, text);
    }
}
