package hookline.processor.redact;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces the secrets in one value, also those that are wrapped in JSON, base64 or escapes. A value that cannot be
 * inspected to its end is replaced whole. Thread-safe.
 */
final class TextRedactor {
    private static final Logger log = LoggerFactory.getLogger(TextRedactor.class);
    private static final int MOST_ROUNDS = 4;

    private final KeywordAutomaton keywords;
    private final RedactionRules rules;
    private final Marking marking;

    TextRedactor(KeywordAutomaton keywords, RedactionRules rules, Marking marking) {
        this.keywords = keywords;
        this.rules = rules;
        this.marking = marking;
    }

    Marking marking() {
        return marking;
    }

    RedactionRules rules() {
        return rules;
    }

    /** What a value becomes, or null where nothing has to change. */
    @Nullable
    Replacement redactValue(char[] text, int from, int to) {
        try {
            Replacement first = redact(text, from, to, Budget.forValueOf(to - from));
            return first == null ? null : repeat(first);
        } catch (Budget.ExceededException e) {
            return Replacement.whole(Finding.UNSCANNED, to - from);
        } catch (RuntimeException | StackOverflowError e) {
            log.warn("Redacted a value of {} characters whole: {} while it was inspected", to - from, e.getClass());
            return Replacement.whole(Finding.UNSCANNED, to - from);
        }
    }

    /** Goes on until nothing more is found, so that a second redaction has nothing left to do. */
    private Replacement repeat(Replacement first) {
        Replacement last = first;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            Replacement next = redact(last.text());
            if (next == null) {
                return last;
            }
            last = last.then(next);
        }
        throw new Budget.ExceededException();
    }

    private @Nullable Replacement redact(String text) {
        try (ReusedChars chars = ReusedChars.of(text)) {
            return redact(chars.array(), 0, chars.length(), Budget.forValueOf(chars.length()));
        }
    }

    /** One pass over a value or something unwrapped from one. */
    @Nullable
    Replacement redact(char[] text, int from, int to, Budget budget) {
        if (looksLikeJson(text, from, to)) {
            budget.enter(to - from);
            try {
                return new JsonRedactor(this, text, from, to, budget).redact();
            } catch (UnredactableException e) {
                log.trace("Inspecting as text what only looked like JSON");
            } finally {
                budget.leave();
            }
        }
        List<Finding> findings = find(text, from, to, budget);
        return findings.isEmpty() ? null : Replacement.of(text, from, to, findings, marking);
    }

    List<Finding> find(char[] text, int from, int to, Budget budget) {
        Scan scan = new Scan(text, from, to, budget);
        keywords.scan(text, scan);
        marking.recognise(text, from, to, scan);
        if (scan.mentionsKubernetesSecret()) {
            KubernetesSecret.scan(scan);
        }
        DigitRuns.scan(scan);
        Base64Text.forEach(scan, (run, decoded) -> {
            List<Finding> inside = findInside(decoded, budget);
            if (!inside.isEmpty()) {
                scan.found(inside.get(0).rule(), run.start(), run.end());
            }
        });
        if (scan.hasEscapes()) {
            EscapedText plain = new EscapedText(scan);
            for (Finding finding : findInside(plain.chars(), plain.length(), budget)) {
                Finding original = plain.inOriginal(finding);
                scan.found(original.rule(), original.start(), original.end());
            }
        }
        List<Finding> findings = scan.findings();
        if (rules.takesAway() && !findings.isEmpty()) {
            findings = new ArrayList<>(findings);
            findings.removeIf(finding -> rules.passes(finding.rule(), text, finding.start(), finding.end()));
        }
        return findings;
    }

    private List<Finding> findInside(String decoded, Budget budget) {
        try (ReusedChars chars = ReusedChars.of(decoded)) {
            return findInside(chars.array(), chars.length(), budget);
        }
    }

    private List<Finding> findInside(char[] decoded, int length, Budget budget) {
        budget.enter(length);
        try {
            List<Finding> findings = find(decoded, 0, length, budget);
            findings.forEach(found -> marking.remember(found.rule(), decoded, found.start(), found.end()));
            return findings;
        } finally {
            budget.leave();
        }
    }

    /** An object or array as far as its two ends tell. */
    private static boolean looksLikeJson(char[] text, int from, int to) {
        int start = from;
        while (start < to && text[start] <= ' ') {
            start++;
        }
        int end = to;
        while (end > start && text[end - 1] <= ' ') {
            end--;
        }
        if (end - start < 5) {
            return false;
        }
        int second = start + 1;
        while (second < end && text[second] <= ' ') {
            second++;
        }
        char open = text[start];
        char close = text[end - 1];
        if (open == '{') {
            return close == '}' && text[second] == '"';
        }
        return open == '[' && close == ']' && "\"{[".indexOf(text[second]) >= 0;
    }
}
