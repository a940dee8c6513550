package hookline.processor.redact;

import org.junit.jupiter.params.ParameterizedTest;

class CommandPasswordTest {
    private static final String MARKER = "[REDACTED:command-line]";

    @ParameterizedTest
    @Lines("""
            curl -u u:«{alnum:12}» h.test
            curl -u "u:«{alnum:12}»" h.test
            curl -u \\"u:«{alnum:12}»\\" h.test
            curl -u u:"«{alnum:12}»" h.test
            curl -u «{alnum:12}»: h.test
            redis-cli -a «{alnum:12}» ping
            curl -b "sid=«{alnum:12}»" h.test
            curl -b sid=«{alnum:12}» h.test
            openssl rsa -passin pass:«{alnum:12}» x
            openssl rsa -passout pass:«{alnum:12}» x
            """)
    void coversAPasswordThatAnOptionTakes(String text) {
        Marked.check(MARKER, text);
    }

    @ParameterizedTest
    @Lines("""
            curl -u u h.test
            curl -u u: h.test
            curl -u {lower:11}: h.test
            curl -b cookies.txt h.test
            curl -b =x h.test
            redis-cli -a $PASSWORD ping
            echo x; curl h.test | x -u u:{lower:12}
            """)
    void leavesOptionsThatTakeNoPasswordAlone(String text) {
        Marked.check(MARKER, text);
    }
}
