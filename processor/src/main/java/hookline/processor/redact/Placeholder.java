package hookline.processor.redact;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Knows what people and tools write in the place of a secret: references to it, examples, types, and our own markers. */
final class Placeholder {
    private static final Set<String> WORDS = Set.of(
            "true",
            "false",
            "null",
            "none",
            "nil",
            "undefined",
            "yes",
            "no",
            "on",
            "off",
            "empty",
            "string",
            "str",
            "int",
            "integer",
            "number",
            "bool",
            "boolean",
            "any",
            "object",
            "text",
            "varchar",
            "char",
            "bytes",
            "optional",
            "required",
            "value",
            "tbd",
            "todo",
            "self",
            "this",
            "function",
            "async",
            "await",
            "new",
            "return",
            "const",
            "hidden",
            "masked",
            "filtered",
            "unset",
            "missing",
            "invalid",
            "expired",
            "changed");
    private static final List<String> REFERENCES =
            List.of("${", "{{", "#{", "$(", "<%", "%(", "%s", "{0}", "@@", "...");
    private static final List<String> PLACEHOLDERS = List.of(
            "your",
            "xxxx",
            "placeholder",
            "redacted",
            "insert",
            "replace",
            "changeme",
            "change_me",
            "change-me",
            "enter",
            "dummy",
            "<",
            "****");

    private Placeholder() {}

    /** Whether the value stands for a secret that is somewhere else, or for none at all. */
    static boolean is(String value) {
        char first = value.charAt(0);
        String lower = value.toLowerCase(Locale.ROOT);
        if (lower.startsWith("[redacted") || lower.equals("[email]") || WORDS.contains(lower)) {
            return true;
        }
        if (first == '$' && value.length() > 1 && (CharClass.WORD.has(value.charAt(1)) || value.charAt(1) == '{')) {
            return value.charAt(1) == '{'
                    || (CharClass.WORD.spans(value, 1, value.length()) && !hasDigitAndLower(value));
        }
        if (isBracketedWord(value)) {
            return true;
        }
        if ((first == '%' && value.endsWith("%")) || SecretValue.distinct(value) <= (value.length() > 5 ? 2 : 1)) {
            return true;
        }
        for (String reference : REFERENCES) {
            if (value.contains(reference)) {
                return true;
            }
        }
        for (String placeholder : PLACEHOLDERS) {
            if (lower.startsWith(placeholder)) {
                return true;
            }
        }
        return lower.contains("xxxxx") || isName(value);
    }

    /** {@code [PASSWORD]}, {@code {token}}. */
    private static boolean isBracketedWord(String value) {
        char last = value.charAt(value.length() - 1);
        boolean bracketed = (value.charAt(0) == '[' && last == ']') || (value.charAt(0) == '{' && last == '}');
        return bracketed && CharClass.DIGIT.count(value) == 0;
    }

    private static boolean hasDigitAndLower(String value) {
        return CharClass.DIGIT.count(value) > 0 && CharClass.LOWER.count(value) > 0;
    }

    /** {@code access_token}, {@code db-password}: the name of a secret, not its value. */
    private static boolean isName(String value) {
        return CharClass.DIGIT.count(value) == 0
                && CharClass.DOTTED.spans(value, 0, value.length())
                && (SecretName.of(value) == SecretName.PASSWORD || SecretName.of(value) == SecretName.TOKEN);
    }
}
