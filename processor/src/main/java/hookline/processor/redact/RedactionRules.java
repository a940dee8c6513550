package hookline.processor.redact;

import com.fasterxml.jackson.core.JsonStreamContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a user adds to the standard rules, and what he takes from them. Immutable and thread-safe.
 *
 * @param tokens the user's own token rules; one that has the id of a standard rule takes its place
 * @param disabled ids of rules that find nothing
 * @param optional ids of detectors that are off otherwise
 * @param allowedHashes SHA-256 in hex of values that are left as they are
 * @param allowedPaths names from the top of a JSON input down to a value that is left as it is
 * @param secretNames endings of names whose values are secrets, folded as {@link SecretName} does
 * @param harmlessNames names whose values are none, folded likewise
 */
record RedactionRules(
        List<TokenRule> tokens,
        Set<String> disabled,
        Set<String> optional,
        Set<String> allowedHashes,
        Set<String> allowedPaths,
        Set<String> secretNames,
        Set<String> harmlessNames) {
    static final RedactionRules NONE =
            new RedactionRules(List.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of());

    RedactionRules {
        tokens = List.copyOf(tokens);
        disabled = Set.copyOf(disabled);
        optional = Set.copyOf(optional);
        allowedHashes = Set.copyOf(allowedHashes);
        allowedPaths = Set.copyOf(allowedPaths);
        secretNames = Set.copyOf(secretNames);
        harmlessNames = Set.copyOf(harmlessNames);
    }

    /** The standard token rules with the user's changes. */
    List<TokenRule> merged(List<TokenRule> standard) {
        Set<String> replaced = tokens.stream().map(TokenRule::id).collect(Collectors.toCollection(HashSet::new));
        replaced.addAll(disabled);
        return Stream.concat(
                        standard.stream().filter(rule -> !replaced.contains(rule.id())),
                        tokens.stream().filter(rule -> !disabled.contains(rule.id())))
                .toList();
    }

    /** Whether any finding may be left as it is. */
    boolean takesAway() {
        return !disabled.isEmpty() || !allowedHashes.isEmpty();
    }

    /** Whether a finding is left as it is. */
    boolean passes(String rule, char[] text, int start, int end) {
        return disabled.contains(rule) || (!allowedHashes.isEmpty() && allows(new String(text, start, end - start)));
    }

    /** Whether this very value is left as it is, wherever it stands. */
    boolean allows(String value) {
        return !allowedHashes.isEmpty() && allowedHashes.contains(sha256(value));
    }

    /** Whether the value at this place of a JSON input is left as it is. */
    boolean allowsAt(JsonStreamContext place) {
        if (allowedPaths.isEmpty()) {
            return false;
        }
        Deque<String> names = new ArrayDeque<>();
        for (JsonStreamContext at = place; at != null; at = at.getParent()) {
            if (at.hasCurrentName() && at.inObject()) {
                names.push(at.getCurrentName());
            }
        }
        return allowedPaths.contains(String.join(".", names));
    }

    /** What a name announces, the user's word before ours. */
    SecretName meaning(char[] text, int from, int to) {
        if (!secretNames.isEmpty() || !harmlessNames.isEmpty()) {
            String folded = SecretName.fold(new String(text, from, to - from));
            if (harmlessNames.contains(folded)) {
                return SecretName.NONE;
            }
            if (secretNames.stream().anyMatch(folded::endsWith)) {
                return SecretName.PASSWORD;
            }
        }
        return SecretName.of(text, from, to);
    }

    /** In words, without a value, what makes this redaction find less than the standard one. */
    List<String> weakenings() {
        List<String> weakenings = new ArrayList<>();
        disabled.stream().sorted().forEach(rule -> weakenings.add("rule " + rule + " is disabled"));
        allowedPaths.stream().sorted().forEach(path -> weakenings.add("the values at " + path + " are allowed"));
        harmlessNames.stream().sorted().forEach(name -> weakenings.add("the name " + name + " is harmless"));
        if (!allowedHashes.isEmpty()) {
            weakenings.add(allowedHashes.size() + " values are allowed");
        }
        return weakenings;
    }

    static String sha256(String value) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
