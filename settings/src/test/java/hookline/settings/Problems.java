package hookline.settings;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.function.Function;

/** What a reading of settings complains about. */
final class Problems {
    private Problems() {}

    static List<String> of(Environment environment, Function<Environment, ?> reading) {
        return assertThrows(InvalidSettingsException.class, () -> reading.apply(environment))
                .problems();
    }

    /** The only complaint there is. */
    static String single(Environment environment, Function<Environment, ?> reading) {
        List<String> problems = of(environment, reading);
        if (problems.size() != 1) {
            throw new AssertionError("not one problem: " + problems);
        }
        return problems.get(0);
    }
}
