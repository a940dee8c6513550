package hookline.settings;

import java.util.List;

/** Everything that is wrong with the settings a process needs, at once, so that one attempt shows all of it. */
public final class InvalidSettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    InvalidSettingsException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    /** One line each, secrets masked. */
    public List<String> problems() {
        return problems;
    }
}
