package hookline.benchmarks.texts;

import java.util.List;
import java.util.Random;

/**
 * One kind of token as its provider describes it.
 *
 * @param id what the redaction calls it
 * @param names of variables that people put it into
 * @param knownByItself whether it is recognised where no name says what it is
 */
record TokenDescription(
        String id,
        String provider,
        String description,
        List<String> names,
        boolean knownByItself,
        Expression expression) {
    private static final List<String> SAYING_NOTHING = List.of("VALUE", "INPUT", "ARG", "ITEM_NAME", "SETTING");

    TokenDescription {
        names = List.copyOf(names);
    }

    /** Reads one line of the descriptions. */
    static TokenDescription parse(String line) {
        String[] columns = line.split("\t", -1);
        boolean byItself = columns.length == 6 && columns[4].equals("itself");
        if (!byItself && !(columns.length == 6 && columns[4].equals("name"))) {
            throw new IllegalArgumentException("Not a description of a token: " + line);
        }
        return new TokenDescription(
                columns[0],
                columns[1],
                columns[2],
                List.of(columns[3].split("\\|", -1)),
                byItself,
                Expression.parse(columns[5]));
    }

    /** The name that an instance is found under: of two that need none, one has a name that says nothing. */
    VariableName name(int instance, Random random) {
        List<String> from = knownByItself && instance % 2 == 1 ? SAYING_NOTHING : names;
        return new VariableName(from.get(random.nextInt(from.size())));
    }
}
