package hookline.processor.redact;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Base64TextTest {
    private static final String MARKER = "[REDACTED:assigned]";

    private final Invented invented = new Invented();

    @ParameterizedTest
    @Lines("""
            «{base64}»
            see "«{base64}»"
            see («{base64}»), and «{base64}».
            {lower:23}.«{base64}»
            {lower:23}.{lower:24}.«{base64}»⏎
            """)
    void readsItWhereverItStands(String text) {
        Marked.check(MARKER, text.replace("{base64}", encode("password=" + invented.alnum(11))));
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 10, 11, 12})
    void coversItsPadding(int length) {
        Marked.check(MARKER, "see «" + encode("password=" + invented.alnum(length)) + "», there");
    }

    @Test
    void takesNoMoreThanTwoSignsForPadding() {
        Marked.check(MARKER, "see «" + encode("password=" + invented.alnum(9)) + "==»= there");
    }

    @Test
    void readsItFromEveryPlaceInALine() {
        String encoded = encode("password=" + invented.alnum(9));
        for (int before = 0; before < 50; before++) {
            Marked.check(MARKER, ".".repeat(before) + "«" + encoded + "».");
        }
    }

    @Test
    void takesNothingShorterForEncodedText() {
        String shortest = encode("pw=" + "oberon9!" + "\nx=1 yz");

        Marked.check(MARKER, "«" + shortest + "»");
        Marked.check(MARKER, shortest.substring(0, 23));
        Marked.check(MARKER, "see " + shortest.substring(0, 23) + ", there");
    }

    @Test
    void readsItToItsLastCharacter() {
        Marked.check(MARKER, "see «" + encode("some words password=" + "ob9!") + "»");
        Marked.check(MARKER, "see " + encode("some words password=" + "b9!"));
    }

    @Test
    void readsBothAlphabets() {
        String text = "password=" + invented.alnum(9) + " ???>>>~~~";

        Marked.check(MARKER, "«" + encode(text) + "»");
        Marked.check(MARKER, "«" + Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8)) + "»");
    }

    @Test
    void readsUtf16AsWindowsEncodesACommand() {
        String text = "$password = '" + invented.alnum(12) + "'";

        Marked.check(MARKER, "powershell -enc «" + Base64.getEncoder().encodeToString(text.getBytes(UTF_16LE)) + "»");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n",
                "\r\n",
                "\n    ",
                "\n\n",
                "\n\t\r\n ",
                "\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n"
            })
    void readsTheLinesOfALongText(String lineBreak) {
        String lines = lines(56, lineBreak, longText());

        Marked.check(MARKER, "data:" + lineBreak + "«" + lines + "»\nnext: 1");
        Marked.check(MARKER, "\"«" + lines + "»\"");
        Marked.check(MARKER, "'«" + lines + "»'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {" ", " \n", "\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n"
            })
    void doesNotJoinWhatOtherBlanksPartOrFar(String gap) {
        String first = encode("nothing but words in the first of two lines".substring(0, 42));
        String second = encode("password=" + invented.alnum(12));

        Marked.check(MARKER, first + gap + "«" + second + "»");
    }

    @Test
    void joinsNoLineToAShorterOne() {
        String first = lines(52, "\n", "nothing but words at the start of it! 9" + longText());
        String firstLine = first.substring(0, 52);

        Marked.check(MARKER, firstLine + "\n«" + encode("password=" + invented.alnum(42)) + "»");
    }

    @Test
    void joinsNoLineBehindAShorterOne() {
        String shorter = "password=" + invented.alnum(63);
        String next = encode("password=" + invented.alnum(15));

        Marked.check(MARKER, "«" + lines(56, "\n", shorter) + "»\n«" + next + "»");
    }

    @Test
    void joinsNoWordBehindTheLastLine() {
        String text = "password=" + invented.alnum(33);

        Marked.check(MARKER, "«" + encode(text) + "»\nthen, more");
        Marked.check(MARKER, "«" + encode(text) + "»\n" + invented.alnum(80));
        Marked.check(MARKER, "«" + encode(text) + "»\n{alpha:20}\n{alpha:56}");
    }

    @Test
    void leavesWhatDecodesToSomethingElseAlone() {
        String password = "password=" + invented.alnum(15);

        Marked.check(MARKER, encode("\u0007\u0007" + password));
        Marked.check(MARKER, encode(password + "\u0000\u0001"));
        Marked.check(MARKER, encode(password + "\u0000"));
        Marked.check(MARKER, encode("\u00e9".repeat(30) + password));
        Marked.check(MARKER, "«" + encode("\u20ac".repeat(3) + password) + "»");
        Marked.check(MARKER, "«" + encode("\t\r\n" + password) + "»");
        Marked.check(MARKER, encode("\u00e9".repeat(5) + password + ",."));
        Marked.check(MARKER, "«" + encode("\u00e9".repeat(4) + password + ",") + "»");
    }

    @Test
    void knowsALoginByAUserAndAPassword() {
        String login = encode("u:" + "pw9!");

        Marked.check(MARKER, "auth: \"«" + login + "»\"");
        Marked.check(MARKER, "auth: \"" + login.substring(0, 7) + "\"");
        Marked.check(MARKER, "auth: \"«" + encode("u:" + "pw9!-") + "»\"");
        Marked.check(MARKER, "auth: \"" + encode(":" + "pw9!-") + "\"");
        Marked.check(MARKER, "auth: \"========\"");
        Marked.check(MARKER, "auth: \"AQAB====\"");
    }

    @Test
    void readsHexadecimalDigits() {
        String password = "pw=" + "oberon9!";

        Marked.check(MARKER, "x «" + hex(password + "?") + "» y");
        Marked.check(MARKER, "x «" + hex("\t\r\n" + password + "~ ~").toUpperCase(java.util.Locale.ROOT) + "» y");
        Marked.check(MARKER, "x " + hex(password + "\u007f") + " y");
        Marked.check(MARKER, "x " + hex("\u001f" + password) + " y");
        Marked.check(MARKER, "x " + hex(password + "?") + "0 y");
        Marked.check(MARKER, "x " + hex(password + "?") + "zz y");
    }

    private String longText() {
        return "the first line is only about words and then comes password=" + invented.alnum(20) + ", and no more";
    }

    private static String lines(int length, String lineBreak, String text) {
        return Base64.getMimeEncoder(length, lineBreak.getBytes(UTF_8)).encodeToString(text.getBytes(UTF_8));
    }

    private static String encode(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(UTF_8));
    }
}
