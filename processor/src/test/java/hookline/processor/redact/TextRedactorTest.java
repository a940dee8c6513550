package hookline.processor.redact;

import org.junit.jupiter.params.ParameterizedTest;

/** What of a text is read as JSON, where a name alone decides, and what as words. */
class TextRedactorTest {
    @ParameterizedTest
    @Lines("""
            {"password": "«oberonx y»"}
            {"password":"«{alnum:1}»"}
             {"password": "«oberonx y»"}⇥
            ⏎{"password": "«oberonx y»"}⏎
            { "password": "«oberonx y»" }
            {⏎"password": "«oberonx y»"⏎}
            [{"password": "«oberonx y»"}]
            [ {"password": "«oberonx y»"} ]
            [[{"password": "«oberonx y»"}]]
            ["x", {"password": "«oberonx y»"}]
            {"x": "{\\"password\\": \\"«oberonx y»\\"}"}
            """)
    void readsAnObjectOrAnArrayAsJson(String text) {
        Marked.check("[REDACTED]", text);
    }

    @ParameterizedTest
    @Lines("""
            {"password": "«{alnum:12}»"
            {"password": "«{alnum:12}»"}}
            {"password": "«{alnum:12}»"} x
            x {"password": "«{alnum:12}»"}
            {'x': 1, "password": "«{alnum:12}»"}
            [1, {"password": "«{alnum:12}»"}]
            ["x" {"password": "«{alnum:12}»"}]
            ["password", "«{alnum:12}»"}
            """)
    void readsWhatIsNoJsonAsText(String text) {
        Marked.check("[REDACTED:assigned]", text);
    }

    @ParameterizedTest
    @Lines("""
            {}
            []
            { }
            {    }
            [    ]
            {"a"}
            ["a"]
            {"":1}
            """)
    void leavesAnEmptyOneAlone(String text) {
        Marked.check("", text);
    }
}
