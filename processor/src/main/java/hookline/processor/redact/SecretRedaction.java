package hookline.processor.redact;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes secrets and personal numbers out of hook events and other text before they go anywhere. What is not certain to
 * be inspected does not pass: a value beyond the budget is replaced whole, an input that is not JSON is refused.
 * Redacting twice gives the same as once. Immutable and thread-safe; time grows linearly with the input.
 */
public final class SecretRedaction {
    private final KeywordAutomaton detectors;
    private final RedactionRules rules;
    private final Map<String, String> reasons;
    private final @Nullable Fingerprint fingerprint;
    private final @Nullable SeenSecrets seen;
    private final TextRedactor values;

    private SecretRedaction(
            KeywordAutomaton detectors,
            RedactionRules rules,
            Map<String, String> reasons,
            @Nullable Fingerprint fingerprint,
            @Nullable SeenSecrets seen) {
        this.detectors = detectors;
        this.rules = rules;
        this.reasons = reasons;
        this.fingerprint = fingerprint;
        this.seen = seen;
        this.values = new TextRedactor(detectors, rules, new Marking(fingerprint, seen));
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
        List<TokenRule> tokens = rules.merged(RuleFile.standard());
        Map<String, String> reasons = new HashMap<>(StandardDetectors.RULES);
        tokens.forEach(rule -> reasons.put(rule.id(), rule.why()));
        return new SecretRedaction(StandardDetectors.with(tokens, rules), rules, Map.copyOf(reasons), null, null);
    }

    /** The same, with a fingerprint in each marker that names a rule. */
    public SecretRedaction marking(Fingerprint fingerprints) {
        return new SecretRedaction(detectors, rules, reasons, fingerprints, seen);
    }

    /** The same for the inputs of one session, in which a secret that was found once is known again. */
    public SecretRedaction remembering(SeenSecrets session) {
        return new SecretRedaction(detectors, rules, reasons, fingerprint, session);
    }

    /** Why what a rule finds is replaced, in words. */
    public String why(String rule) {
        return reasons.getOrDefault(rule, rule);
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
        return redacted(json, chars -> new JsonRedactor(values, chars.array(), 0, chars.length(), null).redact());
    }

    /** Redacts plain text, such as a path or a line of a log. */
    public Redacted text(String text) {
        return redacted(text, chars -> values.redactValue(chars.array(), 0, chars.length()));
    }

    private interface Pass {
        @Nullable
        Replacement over(ReusedChars text);
    }

    /** Where a secret was seen for the first time, it may have stood further ahead already, unrecognised. */
    private Redacted redacted(String original, Pass pass) {
        Object before = seen == null ? null : seen.state();
        Replacement replacement = over(original, pass);
        if (replacement == null) {
            return new Redacted(original, List.of());
        }
        if (seen != null && seen.state() != before) {
            Replacement again = over(replacement.text(), pass);
            replacement = again == null ? replacement : replacement.then(again);
        }
        return new Redacted(replacement.text(), replacement.replaced());
    }

    private static @Nullable Replacement over(String text, Pass pass) {
        try (ReusedChars chars = ReusedChars.of(text)) {
            return pass.over(chars);
        }
    }
}
