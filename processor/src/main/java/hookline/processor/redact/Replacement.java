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

    /** By how much a text grows with each, at most. */
    static final int ROOM_FOR_A_MARKER = 40;

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
        List<Finding> merged = merge(findings);
        List<String> markers = new ArrayList<>(merged.size());
        List<Replaced> replaced = new ArrayList<>(merged.size());
        int length = to - from;
        for (Finding finding : merged) {
            String marker = marking.marker(finding.rule(), text, finding.start(), finding.end());
            markers.add(marker);
            replaced.add(new Replaced(finding.rule(), "", finding.start() - from, finding.end() - from));
            length += marker.length() - (finding.end() - finding.start());
        }
        try (ReusedChars out = ReusedChars.ofLength(length)) {
            int read = from;
            int written = 0;
            for (int i = 0; i < markers.size(); i++) {
                String marker = markers.get(i);
                int kept = merged.get(i).start() - read;
                System.arraycopy(text, read, out.array(), written, kept);
                marker.getChars(0, marker.length(), out.array(), written + kept);
                read = merged.get(i).end();
                written += kept + marker.length();
            }
            System.arraycopy(text, read, out.array(), written, to - read);
            return new Replacement(new String(out.array(), 0, length), replaced);
        }
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
