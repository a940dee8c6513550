package hookline.processor.redact;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Reads a user's rules file, one statement a line, and names every mistake in it with its line. Used once. */
final class UserRules {
    private static final int MAX_BYTES = 1 << 20;
    private static final int SHORTEST_ALLOWED = 4;

    private final String name;
    private final Set<String> known;
    private final List<String> problems = new ArrayList<>();
    private final List<TokenRule> tokens = new ArrayList<>();
    private final Set<String> disabled = new HashSet<>();
    private final Set<String> optional = new HashSet<>();
    private final Set<String> allowedHashes = new HashSet<>();
    private final Set<String> allowedPaths = new HashSet<>();
    private final Set<String> secretNames = new HashSet<>();
    private final Set<String> harmlessNames = new HashSet<>();

    private UserRules(String name, Set<String> known) {
        this.name = name;
        this.known = known;
    }

    /**
     * Reads a file.
     *
     * @throws InvalidRulesException naming all that is wrong with it
     */
    static RedactionRules read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new InvalidRulesException(List.of(file + " is larger than 1 MiB"));
            }
            return parse(
                    file.toString(),
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes))
                            .toString());
        } catch (CharacterCodingException e) {
            throw new InvalidRulesException(List.of(file + " is not UTF-8 text"));
        } catch (IOException e) {
            throw new InvalidRulesException(
                    List.of(file + " cannot be read (" + e.getClass().getSimpleName() + ")"));
        }
    }

    /** Reads the text of a file; {@code name} is what messages call it. */
    static RedactionRules parse(String name, String text) {
        Set<String> known = new TreeSet<>(StandardDetectors.RULES.keySet());
        RuleFile.standard().forEach(rule -> known.add(rule.id()));
        UserRules reading = new UserRules(name, known);
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                reading.line(i + 1, line);
            }
        }
        if (!reading.problems.isEmpty()) {
            throw new InvalidRulesException(reading.problems);
        }
        return new RedactionRules(
                reading.tokens,
                reading.disabled,
                reading.optional,
                reading.allowedHashes,
                reading.allowedPaths,
                reading.secretNames,
                reading.harmlessNames);
    }

    private void line(int number, String line) {
        String[] words = line.split("\\s+", 3);
        try {
            statement(words[0], words.length > 1 ? words[1] : "", words.length > 2 ? words[2] : "");
        } catch (IllegalArgumentException e) {
            problems.add(name + ":" + number + ": " + e.getMessage());
        }
    }

    private void statement(String verb, String what, String rest) {
        switch (verb) {
            case "token" -> token(what, rest.split("\\s+", -1));
            case "disable" -> disable(one(verb, what, rest));
            case "enable" -> enable(one(verb, what, rest));
            case "allow" -> allow(what, rest);
            case "secret" -> secretNames.add(folded(one(verb, what, rest)));
            case "harmless" -> harmlessNames.add(folded(one(verb, what, rest)));
            default ->
                throw new IllegalArgumentException("\"" + verb
                        + "\" is no statement; there are token, disable, enable, allow, secret and harmless");
        }
    }

    private void token(String id, String[] rest) {
        if (rest.length != 3) {
            throw new IllegalArgumentException("write: token ID ANCHOR KEYWORDS SHAPE, such as"
                    + " token my-company prefix = myc_{alnum:32}, the keywords divided by commas");
        }
        TokenRule rule = RuleFile.rule(id, "a rule of " + name, rest[0], rest[1].replace(',', ' '), rest[2]);
        RuleTrial.pass(rule);
        tokens.add(rule);
        known.add(id);
    }

    private void disable(String id) {
        if (id.equals(Finding.KEY_NAME) || id.equals(Finding.UNSCANNED)) {
            throw new IllegalArgumentException(id + " cannot be disabled; use harmless NAME or allow path PATH");
        }
        if (!known.contains(id)) {
            throw new IllegalArgumentException("there is no rule " + id + "; [REDACTED:<id>] shows ids where they act");
        }
        disabled.add(id);
    }

    private void enable(String id) {
        if (!OptionalDetectors.BY_ID.containsKey(id)) {
            throw new IllegalArgumentException(
                    "\"" + id + "\" cannot be enabled; there are " + new TreeSet<>(OptionalDetectors.BY_ID.keySet()));
        }
        optional.add(id);
    }

    private void allow(String kind, String what) {
        switch (kind) {
            case "value" -> {
                if (what.length() < SHORTEST_ALLOWED) {
                    throw new IllegalArgumentException("an allowed value has at least 4 characters");
                }
                allowedHashes.add(RedactionRules.sha256(what));
            }
            case "sha256" -> {
                String hash = what.toLowerCase(Locale.ROOT);
                if (hash.length() != 64 || !CharClass.HEX.spans(hash, 0, 64)) {
                    throw new IllegalArgumentException("a SHA-256 has 64 hexadecimal digits");
                }
                allowedHashes.add(hash);
            }
            case "path" -> {
                if (what.isEmpty() || what.chars().anyMatch(Character::isWhitespace)) {
                    throw new IllegalArgumentException("write: allow path NAME.NAME, such as tool_input.file_path");
                }
                allowedPaths.add(what);
            }
            default ->
                throw new IllegalArgumentException("write: allow value TEXT, allow sha256 HEX or allow path PATH");
        }
    }

    private static String folded(String word) {
        String folded = SecretName.fold(word);
        if (folded.length() < 3 || !CharClass.ALNUM.spans(folded, 0, folded.length())) {
            throw new IllegalArgumentException("a name has at least three letters or digits");
        }
        return folded;
    }

    private static String one(String verb, String what, String rest) {
        if (what.isEmpty() || !rest.isEmpty()) {
            throw new IllegalArgumentException("write: " + verb + " and one word behind it");
        }
        return what;
    }
}
