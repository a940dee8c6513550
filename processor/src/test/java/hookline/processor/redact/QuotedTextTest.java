package hookline.processor.redact;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuotedTextTest {
    private static final String MARKER = "[REDACTED:assigned]";

    private final Invented invented = new Invented();

    @ParameterizedTest
    @Lines("""
            password = b"«{alnum:12}»"
            password = @"«{alnum:12}»"
            password = L"«{alnum:12}»"
            password = u'«{alnum:12}»'
            password = f'«{alnum:12}»'
            password = r'«{alnum:12}»'
            password = x"{alnum:12}"
            password = b\\"«{alnum:12}»\\"
            password = \"""«{alnum:12}»\"""
            password = '''«{alnum:12}»'''
            password = ""
            password = "" "{alnum:12}"
            password = "«{alnum:12}»
            {\\"password\\": \\"«{alnum:6}\\\\\\"{alnum:6}»\\"}
            password = "«{alnum:6}\\"{alnum:6}»" x
            password = '«{alnum:6}"{alnum:6}»' x
            password = `«{alnum:12}»` x
            password = "«{alnum:12}»⏎x"
            password = "«{alnum:400}» x
            password = "«{alnum:450}» x
            password = "«{alnum:390} {alnum:20}» x"
            password = "«{alnum:12}" + "{alnum:12}»" x
            password = "«{alnum:12}"⏎ . "{alnum:12}»" x
            password = "«{alnum:12}"⇥+␍⏎ "{alnum:12}»" x
            password = "{alnum:12} " "{alnum:12}" x
            password = "«{alnum:12}»", "{alnum:12}" x
            password = "«{alnum:12}»" + "key": "x"
            password = "«{alnum:12}»" + "key"= "x"
            password = "«{alnum:12}»" + ""
            password = "«{alnum:12}»" + x + "{alnum:12}"
            password = "«{alnum:12}»" + '{alnum:12}'
            password = "«{alnum:12}»" + "{alnum:12}⏎
            """)
    void coversWhatStandsBetweenTheMarks(String text) {
        Marked.check(MARKER, text);
    }

    @ParameterizedTest
    @Lines("""
            password = "un" + "known" x
            password = "«{alnum:2}" + "{alnum:10}»" x
            password = "«{alnum:90}" + "{alnum:90}»" x
            password = "«{alnum:126}" + "{alnum:12}»" x
            password = "«{alnum:12}"⏎ + "{alnum:12}"⏎ + "{alnum:12}»" x
            password = "x\\" + \\"{lower:12}" x
            """)
    void judgesJoinedLiteralsByTheirTextWithoutTheJoints(String text) {
        Marked.check(MARKER, text);
    }

    @Test
    void joinsLiteralsThatStandNear() {
        String far = " ".repeat(77);

        Marked.check(MARKER, "password = \"«{alnum:12}\"+" + far + "\"{alnum:12}»\" x");
        Marked.check(MARKER, "password = \"«{alnum:12}»\"+ " + far + "\"{alnum:12}\" x");
    }

    @Test
    void joinsSeventeenLiterals() {
        String joined = "{alnum:12}\" + \"".repeat(16) + "{alnum:12}";

        Marked.check(MARKER, "password = \"«" + joined + "»\" x");
        Marked.check(MARKER, "password = \"«" + joined + "»\" + \"{alnum:12}\" x");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 77, 78})
    void piecesAreJoinedOverBlanks(int blanks) {
        String gap = " ".repeat(blanks);
        Marked.check(
                MARKER,
                "password = \"«" + invented.alnum(12) + "\"+" + gap.substring(1) + "\"" + invented.alnum(12) + "»\" x");
    }

    @Test
    void piecesFarApartAreNotJoined() {
        String gap = " ".repeat(79);
        Marked.check(MARKER, "password = \"«" + invented.alnum(12) + "»\"+" + gap + "\"" + invented.alnum(12) + "\" x");
    }

    @Test
    void sixteenPiecesAreJoinedToTheFirst() {
        String more = "\" + \"" + invented.alnum(12);
        Marked.check(MARKER, "password = \"«" + invented.alnum(12) + more.repeat(16) + "»" + more.repeat(2) + "\" x");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 8})
    void marksMayBeEscapedOverAndOver(int escapes) {
        String mark = "\\".repeat(escapes) + "\"";
        Marked.check(MARKER, "password = " + mark + "«" + invented.alnum(12) + "»" + mark + " x");
    }
}
