package hookline.processor.redact;

import org.junit.jupiter.params.ParameterizedTest;

class BareValueTest {
    private static final String MARKER = "[REDACTED:assigned]";

    @ParameterizedTest
    @Lines("""
            password=«{alnum:12}» x
            password=«{alnum:12}»)x
            password=«{alnum:12}»}x
            password=«{alnum:12}»,x=1
            password=«{alnum:12}»,x:1
            password=«{alnum:12}», x
            password=«{alnum:12}»,,x
            password=«{alnum:12}»,"x"
            password=«{alnum:12}»,{alpha:30}=x
            password=«{alnum:12}»;x=1
            password=«{alnum:12}»&x=1
            password=«{alnum:12}»&&x
            password=«{alnum:12}»||x
            password=«{alnum:12}»<br>
            password=«{alnum:12}»\\n{lower:9}
            password=«{alnum:12}»\\r{lower:9}
            password=«{alnum:12}»\\t{lower:9}
            password=«{alnum:12}»\\\\{lower:9}
            password=«{alnum:12}»\\"{lower:9}
            """)
    void endsAValueWhereSomethingElseStarts(String text) {
        Marked.check(MARKER, text);
    }

    @ParameterizedTest
    @Lines("""
            password=«{alnum:6},{alnum:6}»
            password=«{alnum:6},x!=1»
            password=«{alnum:6},=1»
            password=«{alnum:6},:1»
            password=«{alnum:12},{alpha:31}=x»
            password=«{alnum:6};{alnum:6}»
            password=«{alnum:6}&{alnum:6}»
            password=«{alnum:6}|{alnum:6}»
            password=«{alnum:6}\\d{alnum:6}»
            password=«{alnum:450}» x
            """)
    void takesWhatBelongsToAValueForAPartOfIt(String text) {
        Marked.check(MARKER, text);
    }
}
