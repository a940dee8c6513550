package hookline.processor.redact;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class JsonStringTest {
    private static final char HIGH = 0xd83d;
    private static final char LOW = 0xde00;

    @Test
    void escapesWhatAStringMayNotHold() {
        check("plain é ~\u007f", "plain é ~\u007f");
        check("a\"b\\c\nd\re\tf g", "a\\\"b\\\\c\\nd\\re\\tf g");
        check("\u0000a\u0001\b\f\u001f", "\\u0000a\\u0001\\u0008\\u000c\\u001f");
        check("", "");
    }

    @Test
    void escapesHalfAPairAndKeepsAWholeOne() {
        check("" + HIGH + LOW, "" + HIGH + LOW);
        check("a" + HIGH + LOW + "b" + HIGH + LOW, "a" + HIGH + LOW + "b" + HIGH + LOW);
        check("" + HIGH, "\\ud83d");
        check("a" + HIGH + "b", "a\\ud83db");
        check("" + HIGH + HIGH + LOW, "\\ud83d" + HIGH + LOW);
        check("" + LOW, "\\ude00");
        check("a" + LOW + "b", "a\\ude00b");
        check("" + HIGH + LOW + LOW, "" + HIGH + LOW + "\\ude00");
        check("" + LOW + HIGH, "\\ude00\\ud83d");
    }

    private static void check(String text, String content) {
        String json = '"' + content + '"';
        assertEquals(json, JsonString.quote(text));
        assertEquals(1 + json.length(), JsonString.end((" " + json + "\" ").toCharArray(), 1));
    }
}
