package hookline.benchmarks.texts;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Describes texts by characters as they are, runs drawn from a set, alternatives and {@linkplain Computed computed}
 * parts, and makes up any number of them. The notation is described where it is used, in
 * {@code tokens-as-described.tsv}. Immutable.
 */
final class Expression {
    private static final Pattern TOKEN = Pattern.compile("\\\\(?<escaped>.)"
            + "|\\[(?<set>[^\\]\\s]+)]\\{(?<least>\\d+)(?:,(?<most>\\d+))?}"
            + "|\\((?<choices>[^()\\s]*\\|[^()\\s]*)\\)"
            + "|<(?<computed>" + Computed.NAMES + ")(?: (?<size>\\d+))?>"
            + "|(?<mark>[«»])"
            + "|(?<plain>(?s:.))");

    private final List<Part> parts;

    private Expression(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    static Expression parse(String expression) {
        List<Part> parts = new ArrayList<>();
        Matcher token = TOKEN.matcher(expression);
        while (token.find()) {
            parts.add(part(token));
        }
        return new Expression(parts);
    }

    /** Makes up another one. */
    Drawn draw(Random random) {
        Draft draft = new Draft();
        parts.forEach(part -> part.append(draft, random));
        int from = Math.max(0, draft.from);
        int to = draft.to < 0 ? draft.text.length() : draft.to;
        return new Drawn(draft.text.substring(0, from), draft.text.substring(from, to), draft.text.substring(to));
    }

    private static Part part(Matcher token) {
        String set = token.group("set");
        String choices = token.group("choices");
        String computed = token.group("computed");
        String mark = token.group("mark");
        if (set != null) {
            String most = token.group("most");
            int least = Integer.parseInt(token.group("least"));
            return run(members(set), least, most == null ? least : Integer.parseInt(most));
        }
        if (choices != null) {
            List<String> all = List.of(choices.split("\\|", -1));
            return (draft, random) -> draft.text.append(all.get(random.nextInt(all.size())));
        }
        if (computed != null) {
            String size = token.group("size");
            Computed kind = Computed.named(computed);
            int length = size == null ? 0 : Integer.parseInt(size);
            return (draft, random) -> kind.append(draft.text, length, random);
        }
        if (mark != null) {
            return mark.equals("«")
                    ? (draft, random) -> draft.from = draft.text.length()
                    : (draft, random) -> draft.to = draft.text.length();
        }
        String escaped = token.group("escaped");
        String plain = escaped == null
                ? token.group("plain")
                : escaped.equals("n") ? "\n" : escaped.equals("t") ? "\t" : escaped;
        return (draft, random) -> draft.text.append(plain);
    }

    private static Part run(String members, int least, int most) {
        return (draft, random) -> {
            int length = least + random.nextInt(most - least + 1);
            for (int i = 0; i < length; i++) {
                draft.text.append(members.charAt(random.nextInt(members.length())));
            }
        };
    }

    private static String members(String set) {
        StringBuilder members = new StringBuilder();
        for (int i = 0; i < set.length(); i++) {
            boolean range = i + 2 < set.length() && set.charAt(i + 1) == '-';
            for (char c = set.charAt(i); c <= set.charAt(range ? i + 2 : i); c++) {
                members.append(c);
            }
            i += range ? 2 : 0;
        }
        return members.toString();
    }

    private interface Part {
        void append(Draft draft, Random random);
    }

    private static final class Draft {
        private final StringBuilder text = new StringBuilder();
        private int from = -1;
        private int to = -1;
    }
}
