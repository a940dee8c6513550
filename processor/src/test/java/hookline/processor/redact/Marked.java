package hookline.processor.redact;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text that says itself what its redaction has to be: «…» stands around what a rule replaces, and all else stays. In
 * it, {@code {alnum:20}} is an invented run of that class and length, ⏎ a line feed, ␍ a carriage return, ⇥ a tab.
 */
final class Marked {
    private static final Pattern SECRET = Pattern.compile("«[^»]*»");
    private static final SecretRedaction REDACTION = SecretRedaction.standard();

    private Marked() {}

    /** Checks that the redaction replaces with {@code marker} what the text marks, at once and for good. */
    static void check(String marker, String marked) {
        check(marker, marked, text -> REDACTION.text(text).text());
    }

    /** The same for a JSON text. */
    static void checkJson(String marker, String marked) {
        check(marker, marked, json -> REDACTION.json(json).text());
    }

    private static void check(String marker, String marked, UnaryOperator<String> redaction) {
        String all = new Invented()
                .shaped(marked)
                .replace('⏎', '\n')
                .replace('␍', '\r')
                .replace('⇥', '\t');
        String expected = SECRET.matcher(all).replaceAll(Matcher.quoteReplacement(marker));

        assertEquals(expected, redaction.apply(all.replace("«", "").replace("»", "")));
        assertEquals(expected, redaction.apply(expected));
    }
}
