package hookline.cli;

import hookline.processor.redact.Redacted;
import hookline.processor.redact.Replaced;
import hookline.processor.redact.SecretRedaction;
import java.util.List;

/** Says of everything that was replaced where it stood and why it was, without what it was. For one thread. */
final class Explanation {
    private final SecretRedaction redaction;
    private final boolean json;
    private int line;

    Explanation(SecretRedaction redaction, boolean json) {
        this.redaction = redaction;
        this.json = json;
    }

    /** One line for everything that was replaced in the next line of the input. */
    List<String> of(Redacted redacted) {
        line++;
        return redacted.replaced().stream().map(this::of).toList();
    }

    private String of(Replaced replaced) {
        String place = redaction.text(replaced.place()).text();
        String why = redaction.why(replaced.rule());
        if (json) {
            return JsonLine.of(
                    "line",
                    line,
                    "place",
                    place,
                    "start",
                    replaced.start(),
                    "end",
                    replaced.end(),
                    "rule",
                    replaced.rule(),
                    "why",
                    why);
        }
        return "line " + line + (place.isEmpty() ? "" : ", " + place) + ", characters " + (replaced.start() + 1)
                + " to " + replaced.end() + ": " + replaced.rule() + ", " + why;
    }
}
