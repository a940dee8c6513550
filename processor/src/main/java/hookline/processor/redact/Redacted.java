package hookline.processor.redact;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What redaction made of one input: the text that may leave, and what was replaced in it. */
public record Redacted(String text, List<Replaced> replaced) {
    public Redacted {
        replaced = List.copyOf(replaced);
    }

    /** How many values each rule replaced. */
    public Map<String, Integer> counts() {
        Map<String, Integer> counts = new TreeMap<>();
        replaced.forEach(one -> counts.merge(one.rule(), 1, Integer::sum));
        return counts;
    }

    /** How many values were replaced, over all rules. */
    public int total() {
        return replaced.size();
    }
}
