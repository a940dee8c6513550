package hookline.processor.redact;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads token rules from their tab-separated form, which {@code tokens.tsv} documents; names the line of a mistake. */
final class RuleFile {
    private static final String STANDARD = "tokens.tsv";
    private static final String UNVERIFIED = "unverified";
    private static final int COLUMNS = 6;

    private RuleFile() {}

    static List<TokenRule> standard() {
        try (InputStream in = RuleFile.class.getResourceAsStream(STANDARD)) {
            if (in == null) {
                throw new IllegalStateException(STANDARD + " is missing beside " + RuleFile.class.getName());
            }
            return read(STANDARD, new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<TokenRule> read(String name, Reader source) throws IOException {
        List<TokenRule> rules = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        BufferedReader lines = new BufferedReader(source);
        String line = lines.readLine();
        for (int number = 1; line != null; number++, line = lines.readLine()) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            try {
                if (!seen.add(line)) {
                    throw new IllegalArgumentException("the same rule stands further up");
                }
                rules.add(rule(line));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(name + ":" + number + ": " + e.getMessage(), e);
            }
        }
        return rules;
    }

    private static TokenRule rule(String line) {
        String[] columns = line.split("\t+", -1);
        if (columns.length != COLUMNS) {
            throw new IllegalArgumentException(columns.length + " columns instead of " + COLUMNS);
        }
        String source = columns[5];
        if (!source.startsWith("https://") && !source.equals(UNVERIFIED)) {
            throw new IllegalArgumentException(
                    "source \"" + source + "\" is neither an https address nor " + UNVERIFIED);
        }
        return rule(columns[0], "a token of " + columns[1], columns[2], columns[3], columns[4]);
    }

    /** One rule of what its columns say; keywords are divided by blanks. */
    static TokenRule rule(String id, String description, String anchor, String keywords, String shape) {
        if (!CharClass.WORD.spans(id, 0, id.length())) {
            throw new IllegalArgumentException("\"" + id + "\" is not a rule id: letters, digits and dashes only");
        }
        List<String> words = keywords.equals("=")
                ? List.of(literalStart(shape))
                : List.of(keywords.toLowerCase(Locale.ROOT).split(" +", -1));
        return new TokenRule(id, description, TokenRule.Anchor.parse(anchor), words, TokenShape.parse(shape));
    }

    private static String literalStart(String shape) {
        int open = shape.indexOf('{');
        if (open < 3) {
            throw new IllegalArgumentException("shape \"" + shape + "\" starts with less than three fixed characters");
        }
        return shape.substring(0, open).toLowerCase(Locale.ROOT);
    }
}
