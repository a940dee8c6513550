package hookline.benchmarks.accuracy;

import hookline.benchmarks.texts.LabelledText;
import hookline.processor.redact.Redacted;
import hookline.processor.redact.SecretRedaction;
import java.util.Set;

/**
 * What the redaction did to one text.
 *
 * @param touched whether anything of it was replaced
 * @param found whether all was replaced that is known to be secret; where only the label is known, the same as touched
 * @param rules that replaced anything
 */
record Judgement(boolean touched, boolean found, Set<String> rules) {
    static Judgement of(SecretRedaction redaction, LabelledText text) {
        Redacted redacted = redaction.text(text.text());
        boolean touched = redacted.total() > 0;
        boolean found = touched
                && text.part()
                        .map(part -> Coverage.isComplete(text.text(), redacted.text(), part))
                        .orElse(true);
        return new Judgement(touched, found, redacted.counts().keySet());
    }
}
