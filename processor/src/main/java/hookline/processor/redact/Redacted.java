package hookline.processor.redact;

import java.util.Map;

/** What redaction made of one input: the text that may leave, and how many values each rule replaced. */
public record Redacted(String text, Map<String, Integer> counts) {
    public Redacted {
        counts = Map.copyOf(counts);
    }

    /** How many values were replaced, over all rules. */
    public int total() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }
}
