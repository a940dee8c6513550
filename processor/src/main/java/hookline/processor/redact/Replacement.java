package hookline.processor.redact;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A text after its findings were replaced, and what they were, in order. */
record Replacement(String text, List<Replaced> replaced) {
    /** The rules that know least about what they found, vaguest first: a later or unlisted one names it better. */
    private static final List<String> VAGUE = List.of(
            SeenSecrets.RULE,
            Finding.EMAIL,
            Finding.CREDIT_CARD,
            Finding.SSN,
            SecretAssignment.RULE,
            UrlPassword.RULE,
            HttpCredential.RULE);

    Replacement {
        replaced = List.copyOf(replaced);
    }

    static Replacement whole(String rule, int length) {
        return new Replacement(Finding.marker(rule), List.of(new Replaced(rule, "", 0, length)));
    }

    /** What another round made of the text of this one. */
    Replacement then(Replacement next) {
        List<Replaced> both = new ArrayList<>(replaced);
        both.addAll(next.replaced);
        return new Replacement(next.text, both);
    }

    static Replacement of(char[] text, int from, int to, List<Finding> findings, Marking marking) {
        StringBuilder out = new StringBuilder(to - from);
        List<Replaced> replaced = new ArrayList<>();
        int at = from;
        for (Finding finding : merge(findings)) {
            out.append(text, at, finding.start() - at)
                    .append(marking.marker(finding.rule(), text, finding.start(), finding.end()));
            at = finding.end();
            replaced.add(new Replaced(finding.rule(), "", finding.start() - from, finding.end() - from));
        }
        return new Replacement(out.append(text, at, to - at).toString(), replaced);
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
