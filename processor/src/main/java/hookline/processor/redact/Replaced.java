package hookline.processor.redact;

/**
 * One stretch that was replaced.
 *
 * @param rule the rule that found it
 * @param place the JSON pointer to the value that holds it, with one more behind each value that is JSON in a string;
 *     empty in plain text. The names on the way are as they came, so redact them before they are shown
 * @param start offset of its first character in that value, after those were replaced that an earlier round found
 * @param end offset behind its last character
 */
public record Replaced(String rule, String place, int start, int end) {
    Replaced inside(String outerPlace) {
        return new Replaced(rule, outerPlace + place, start, end);
    }
}
