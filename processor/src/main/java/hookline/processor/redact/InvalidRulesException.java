package hookline.processor.redact;

import java.util.List;

/** A rules file that must not be used, with everything that is wrong with it. */
public final class InvalidRulesException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidRulesException(List<String> problems) {
        super(String.join("\n", problems));
    }
}
