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

    /** For what only shows once a value is used, such as a keyset of the wrong kind. */
    public static InvalidSettingsException of(String problem) {
        return new InvalidSettingsException(List.of(problem));
    }

    /** One line each, secrets masked. */
    public List<String> problems() {
        return problems;
    }
}
