package hookline.processor.redact;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EscapedTextTest {
    private static final String MARKER = "[REDACTED:assigned]";

    @ParameterizedTest
    @Lines("""
            password%3D«{alnum:12}»
            password%3d«{alnum:12}»%20more
            x=1%26password%3D«{alnum:12}»%26y%3D2
            password%20is%20«{alnum:12}»
            password%3D%22«{alnum:12}»%22
            password%3D%27«{alnum:12}»%27 and password%3D%27«{alnum:12}»%27.
            password\\u003d«{alnum:12}»
            password\\\\u003D«{alnum:12}»
            password\\\\\\\\\\\\\\\\u003D«{alnum:12}»
            password\\x3d«{alnum:12}»
            {\\u0022password\\u0022:\\u0022«{alnum:12}»\\u0022}
            password&#61;«{alnum:12}»
            password&#00061;«{alnum:12}»
            password&#x3D;«{alnum:12}»
            password&#X3d;«{alnum:12}»
            password&#32;is&#32;«{alnum:12}»
            {&quot;password&quot;:&quot;«{alnum:12}»&quot;}
            {&apos;password&apos;: &apos;«{alnum:12}»&apos;}
            &lt;password&gt;«{alnum:12}»&lt;/password&gt;
            a=1&amp;password=«{alnum:12}»&amp;b=2
            &lt;password>«{alnum:12}»&lt;/password>
            password%3D«{alnum:12}%21»
            password%3D«{alnum:12}%7E»
            password%3D«{alnum:12}\\u007e»
            password&#61;«{alnum:12}&#126;»
            &#999; &#6 &copy; & password%3D«{alnum:12}»
            password&#61;«{alnum:12}» &hellip;
            """)
    void readsWhatIsEscapedAndCoversItWhereItStands(String text) {
        Marked.check(MARKER, text);
    }

    @ParameterizedTest
    @Lines("""
            password%3G{alnum:12}
            password%3
            password\\u003
            password\\u00zz{alnum:12}
            password\\u{alpha:12}
            password\\x3
            password\\y3d{alnum:12}
            password\\\\\\\\\\\\\\\\\\u003D{alnum:12}
            password&#61{alnum:12}
            password&#000061;{alnum:12}
            password&#;{alnum:12}
            password&#3d;{alnum:12}
            password&equals;{alnum:12}
            p%6١ssword={alnum:12}
            password%3D%7E%7E%7E%7E%7E%7E
            password&#61;&#126;&#126;&#126;&#126;&#126;&#126;
            password%0A%2D {alnum:12}
            """)
    void leavesWhatIsNoEscapeAsItIs(String text) {
        Marked.check(MARKER, text);
    }

    @ParameterizedTest
    @Lines("""
            https:\\/\\/u:«{alnum:12}»@localhost\\/p
            https%3A%2F%2Fu:«{alnum:12}»@localhost
            https&#58;//u:«{alnum:12}»@localhost
            https:\\/\\/h.test\\/p
            """)
    void readsAnAddressWhoseSlashesAreEscaped(String text) {
        Marked.check("[REDACTED:url-userinfo]", text);
    }

    @Test
    void readsEveryStretchOfALongText() {
        String prose = "{lower:9} ".repeat(70);
        String text = "password%3D«{alnum:12}» " + prose;

        Marked.check(MARKER, text + text + text);
        Marked.check(MARKER, prose + "%2 " + prose + "password%3D«{alnum:12}»");
    }

    @Test
    void coversAValueThatIsLongerThanTheSurroundingsOfAnEscape() {
        Marked.check(MARKER, "password%3D«{alnum:280}»");
        Marked.check(MARKER, "password%3D«{alnum:390}» more");
    }

    @Test
    void findsItsWayBackThroughAnyNumberOfEscapes() {
        Marked.check(MARKER, "password%3D«{alnum:12}»%20%26a%3D%22b%22 ".repeat(40));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ":",
                "%20",
                "%7E",
                "\\x20",
                "\\x7e",
                "\\u0020",
                "\\u00e9",
                "\\/",
                "&#32;",
                "&#126;",
                "&#x7E;",
                "&#00061;",
                "&amp;",
                "&lt;"
            })
    void whatAProgramWouldResolveResolves(String escape) {
        assertEquals(true, resolves(escape));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%",
                "%1F",
                "%7F",
                "%g0",
                "\\x1f",
                "\\x7f",
                "\\u001f",
                "\\u00",
                "\\n",
                "&",
                "&;",
                "&#;",
                "&#x;",
                "&#31;",
                "&#127;",
                "&#000061;",
                "&#32",
                "&#zz;",
                "&none;"
            })
    void whatItWouldNotDoesNot(String escape) {
        assertEquals(false, resolves(escape));
    }

    private static boolean resolves(String escape) {
        String text = "password" + escape + "1";
        return EscapedText.resolves(new Scan(text.toCharArray(), 0, text.length()), 8);
    }

    @Test
    void readsATextOfNothingButEscapes() {
        Marked.check(MARKER, "%61%20".repeat(20) + "password%3D«{alnum:12}» x");
    }

    @ParameterizedTest
    @Lines("""
            «gh%70_{alnum:36}»
            x «gh%70_{alnum:36}» y
            «gh\\u0070_{alnum:36}»
            «gh&#112;_{alnum:36}»
            """)
    void coversATokenThatStartsTheText(String text) {
        Marked.check("[REDACTED:github]", text);
    }

    @Test
    void coversAKeyThatGoesOnFarBeyondItsEscapes() {
        String lines = "{alnum:64}⏎".repeat(10);

        Marked.check("[REDACTED:private-key]", "«-----" + "BEGIN%20PRIVATE%20KEY-----⏎" + lines + "more»");
    }
}
