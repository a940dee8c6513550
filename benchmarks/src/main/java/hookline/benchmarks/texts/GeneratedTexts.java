package hookline.benchmarks.texts;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Makes up texts with and without secrets from descriptions that know nothing of the redaction's rules. The same ones
 * each time, and those of one description do not depend on the others.
 */
public final class GeneratedTexts {
    private static final String TOKENS = "tokens-as-described.tsv";
    private static final String OTHERS = "other-texts.tsv";

    private GeneratedTexts() {}

    /** The ids of all tokens and other texts that can be made. */
    public static Set<String> ids() throws IOException {
        Set<String> ids = new TreeSet<>();
        for (String file : List.of(TOKENS, OTHERS)) {
            lines(file).forEach(line -> ids.add(line.substring(0, line.indexOf('\t'))));
        }
        return ids;
    }

    /** Providers' tokens, so many of each kind in each context. */
    public static void tokens(int instances, Consumer<LabelledText> to) throws IOException {
        for (String line : lines(TOKENS)) {
            TokenDescription token = TokenDescription.parse(line);
            for (Context context : Context.values()) {
                Random random = new Random((line + context.text()).hashCode());
                String group = token.id() + " (" + token.description() + "), " + context.text();
                for (int i = 0; i < instances; i++) {
                    Drawn drawn = token.expression().draw(random);
                    to.accept(secret(group, i, context.around(drawn, token.name(i, random), random)));
                }
            }
        }
    }

    /** Passwords, keys, personal numbers and what only looks like them, so many of each line. */
    public static void others(int instances, Consumer<LabelledText> to) throws IOException {
        for (String line : lines(OTHERS)) {
            String[] columns = line.split("\t", 3);
            Expression expression = Expression.parse(columns[2]);
            Random random = new Random(line.hashCode());
            String group = columns[0] + ", " + columns[2];
            for (int i = 0; i < instances; i++) {
                Drawn drawn = expression.draw(random);
                to.accept(
                        columns[1].equals("secret")
                                ? secret(group, i, drawn)
                                : new LabelledText(group + " #" + i, group, false, whole(drawn), Optional.empty()));
            }
        }
    }

    private static LabelledText secret(String group, int instance, Drawn drawn) {
        return new LabelledText(group + " #" + instance, group, true, whole(drawn), Optional.of(drawn.secret()));
    }

    private static String whole(Drawn drawn) {
        return drawn.before() + drawn.secret() + drawn.after();
    }

    private static List<String> lines(String file) throws IOException {
        try (InputStream in = Objects.requireNonNull(GeneratedTexts.class.getResourceAsStream(file), file);
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        }
    }
}
