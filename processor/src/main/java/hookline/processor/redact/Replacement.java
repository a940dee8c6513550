package hookline.processor.redact;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A text after its findings were replaced, and the rules that made them, one entry a replaced stretch. */
record Replacement(String text, List<String> rules) {
    /** The rules that know least about what they found, vaguest first: a later or unlisted one names it better. */
    private static final List<String> VAGUE = List.of(
            Finding.EMAIL,
            Finding.CREDIT_CARD,
            Finding.SSN,
            SecretAssignment.RULE,
            UrlPassword.RULE,
            HttpCredential.RULE);

    Replacement {
        rules = List.copyOf(rules);
    }

    static Replacement whole(String rule) {
        return new Replacement(Finding.marker(rule), List.of(rule));
    }

    static Replacement of(char[] text, int from, int to, List<Finding> findings) {
        StringBuilder out = new StringBuilder(to - from);
        List<String> rules = new ArrayList<>();
        int at = from;
        for (Finding finding : merge(findings)) {
            out.append(text, at, finding.start() - at).append(Finding.marker(finding.rule()));
            at = finding.end();
            rules.add(finding.rule());
        }
        return new Replacement(out.append(text, at, to - at).toString(), rules);
    }

    private static List<Finding> merge(List<Finding> findings) {
        List<Finding> sorted = new ArrayList<>(findings);
        sorted.sort(Comparator.comparingInt(Finding::start).thenComparingInt(finding -> -finding.end()));
        List<Finding> merged = new ArrayList<>();
        for (Finding next : sorted) {
            Finding last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (last == null || next.start() >= last.end()) {
                merged.add(next);
            } else {
                String rule = clarity(next.rule()) > clarity(last.rule()) ? next.rule() : last.rule();
                merged.set(merged.size() - 1, new Finding(rule, last.start(), Math.max(last.end(), next.end())));
            }
        }
        return merged;
    }

    private static int clarity(String rule) {
        int vague = VAGUE.indexOf(rule);
        return vague < 0 ? VAGUE.size() : vague;
    }
}
