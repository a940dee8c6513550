package hookline.processor.redact;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Takes secrets and personal numbers out of hook events and other text before they go anywhere. What is not certain to
 * be inspected does not pass: a value beyond the budget is replaced whole, an input that is not JSON is refused.
 * Redacting twice gives the same as once. Immutable and thread-safe; time grows linearly with the input.
 */
public final class SecretRedaction {
    private final TextRedactor values;
    private final RedactionRules rules;

    private SecretRedaction(TextRedactor values, RedactionRules rules) {
        this.values = values;
        this.rules = rules;
    }

    /** The redaction with the rules that come with Hookline. */
    public static SecretRedaction standard() {
        return with(RedactionRules.NONE);
    }

    /**
     * The same with what a user's rules file adds and takes away.
     *
     * @throws InvalidRulesException naming all that is wrong with the file
     */
    public static SecretRedaction with(Path rulesFile) {
        return with(UserRules.read(rulesFile));
    }

    static SecretRedaction with(RedactionRules rules) {
        KeywordAutomaton detectors = StandardDetectors.with(rules.merged(RuleFile.standard()), rules);
        return new SecretRedaction(new TextRedactor(detectors, rules), rules);
    }

    /** In words, without a value, what a rules file has taken away from the standard rules. */
    public List<String> weakenings() {
        return rules.weakenings();
    }

    /**
     * Redacts every value and name of a JSON text. What is not touched stays as it was written, to the same instance
     * where nothing is.
     *
     * @throws UnredactableException if {@code json} is not one well-formed JSON value
     */
    public Redacted json(String json) {
        return redacted(json, new JsonRedactor(values, json.toCharArray(), null).redact());
    }

    /** Redacts plain text, such as a path or a line of a log. */
    public Redacted text(String text) {
        return redacted(text, values.redactValue(text.toCharArray(), 0, text.length()));
    }

    private static Redacted redacted(String original, @Nullable Replacement replacement) {
        if (replacement == null) {
            return new Redacted(original, Map.of());
        }
        Map<String, Integer> counts = new TreeMap<>();
        replacement.rules().forEach(rule -> counts.merge(rule, 1, Integer::sum));
        return new Redacted(replacement.text(), counts);
    }
}
