package hookline.processor.redact;

import org.jspecify.annotations.Nullable;

/** What is to be thought of a member's name: what it says about its value, and what it has to become itself, if anything. */
record NameVerdict(SecretName meaning, @Nullable Replacement replacement) {
    static NameVerdict of(String name, TextRedactor values) {
        char[] chars = name.toCharArray();
        return new NameVerdict(
                values.rules().meaning(chars, 0, chars.length), values.redactValue(chars, 0, chars.length));
    }
}
