package hookline.processor.redact;

import org.junit.jupiter.params.ParameterizedTest;

class UrlPasswordTest {
    private static final String MARKER = "[REDACTED:url-userinfo]";

    @ParameterizedTest
    @Lines("""
            https://u:«{alnum:12}»@h.test/p
            https://:«{alnum:12}»@h.test
            https://u:«{alnum:6}:{alnum:6}»@h.test:8080/p
            https://u:«{alnum:6}@{alnum:6}»@h.test
            https://u:«{alnum:6}/{alnum:6}»@h.test
            https://u:«{alnum:6}?{alnum:6}»@h.test
            https://u:«{alnum:6}#{alnum:6}»@h.test
            https://u:«123456/{alnum:6}»@h.test
            https://u:«1234a/{alnum:6}»@h.test
            https://u:«a1234/{alnum:6}»@h.test
            https://u:«{alnum:12}»@[::1]/p
            https://u:«{alnum:12}»@h.test/@x
            https://u:«{alnum:397}»@h.test
            https://«{alnum:16}»@h.test
            https://«{alnum:16}»@h.test:8080/p
            https://[REDACTED:x]:«{alnum:12}»@h.test
            """)
    void coversAPasswordInFrontOfAHost(String text) {
        Marked.check(MARKER, text);
    }

    @ParameterizedTest
    @Lines("""
            https://h.test/p
            https://h.test/@x
            https://h.test:8443/@x
            https://h.test:65535/@x
            https://h.test:1/@x
            https://h.test?@x
            https://h.test @x
            https://{alnum:15}@h.test
            https://u:@h.test
            https://u:$PASSWORD@[::1]
            https://u:{lower:398}@[::1]
            """)
    void leavesAnAddressWithoutAPasswordAlone(String text) {
        Marked.check(MARKER, text);
    }
}
