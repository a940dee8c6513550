package hookline.processor.redact;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
        String all = new Invented()
                .shaped(marked)
                .replace('⏎', '\n')
                .replace('␍', '\r')
                .replace('⇥', '\t');
        String expected = SECRET.matcher(all).replaceAll(Matcher.quoteReplacement(marker));

        assertEquals(
                expected, REDACTION.text(all.replace("«", "").replace("»", "")).text());
        assertEquals(expected, REDACTION.text(expected).text());
    }
}
