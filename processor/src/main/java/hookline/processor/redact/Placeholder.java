package hookline.processor.redact;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Knows what people and tools write in the place of a secret: references to it, examples, types, and our own markers. */
final class Placeholder {
    private static final Set<String> WORDS = words(
            "true false null none nil undefined yes no on off empty string str int integer number bool boolean any",
            "object text varchar char bytes optional required value tbd todo self this function async await new",
            "return const hidden masked filtered unset missing invalid expired changed incorrect wrong mismatch",
            "denied rejected failed failure success valid unknown private public protected default basic bearer",
            "plain auto never always inherit include omit same-origin test testing example sample fake mock foobar",
            "continue break raise throw pass else updated enabled disabled accepted reset generated prompt",
            "mandatory secretstr nvarchar longtext keyword",
            "aws4-hmac-sha256");
    private static final int LONGEST_WORD =
            WORDS.stream().mapToInt(String::length).max().orElseThrow();
    private static final List<String> REFERENCES =
            List.of("${", "{{", "#{", "$(", "<%", "%(", "%s", "{0}", "@@", "...");
    private static final List<String> PLACEHOLDERS =
            List.of("xxxx", "placeholder", "redacted", "changeme", "change_me", "change-me", "dummy", "<", "****");
    private static final List<String> REQUESTS = List.of("your", "insert", "replace", "enter", "required", "example");
    private static final Set<String> CLOUD_FORMATION =
            words("Ref Sub GetAtt Join ImportValue FindInMap Select Split Base64");

    /** One of these is in each of the references. */
    private static final CharacterSet REFERENCE_CHARACTERS = CharacterSet.of("${#<%@.");

    private static final CharacterSet WORD_CHARACTERS =
            CharacterSet.of(String.join("", WORDS) + String.join("", WORDS).toUpperCase(Locale.ROOT));
    private static final CharacterSet PLACEHOLDER_STARTS = CharacterSet.of("xprcd<*XPRCD");
    private static final CharacterSet REQUEST_STARTS = CharacterSet.of("yireYIRE");
    private static final CharacterSet MASKS = CharacterSet.of("xX#*");
    private static final int LONGEST_ALPHABET = 14;
    private static final int LONGEST_FILLER = 3;
    private static final int SHORTEST_COUNTING = 10;

    private Placeholder() {}

    /** Whether the value stands for a secret that is somewhere else, or for none at all. */
    static boolean is(String value) {
        char first = value.charAt(0);
        CharacterSet characters = CharacterSet.of(value);
        if (value.length() <= LONGEST_WORD
                && characters.hasOnly(WORD_CHARACTERS)
                && WORDS.contains(value.toLowerCase(Locale.ROOT))) {
            return true;
        }
        if (first == '[' && isMarker(value)) {
            return true;
        }
        if (first == '$' && value.length() > 1 && (CharClass.WORD.has(value.charAt(1)) || value.charAt(1) == '{')) {
            return value.charAt(1) == '{'
                    || (CharClass.WORD.spans(value, 1, value.length()) && !hasDigitAndLower(value));
        }
        if (isBracketedWord(value)) {
            return true;
        }
        if ((first == '%' && value.endsWith("%")) || characters.size() <= (value.length() > 5 ? 2 : 1)) {
            return true;
        }
        return (characters.mayHaveOneOf(REFERENCE_CHARACTERS) && holdsReference(value))
                || (PLACEHOLDER_STARTS.has(first) && startsWithOne(value, PLACEHOLDERS))
                || (characters.mayHaveOneOf(MASKS) && isMasked(value))
                || (REQUEST_STARTS.has(first) && isRequest(value.toLowerCase(Locale.ROOT)))
                || isTag(value)
                || holdsAlphabet(value)
                || isName(value);
    }

    private static boolean isMarker(String value) {
        return value.regionMatches(true, 0, "[redacted", 0, 9) || value.equalsIgnoreCase("[email]");
    }

    private static boolean holdsReference(String value) {
        for (String reference : REFERENCES) {
            if (value.contains(reference) && !isRandomAround(value, reference)) {
                return true;
            }
        }
        return false;
    }

    private static boolean startsWithOne(String value, List<String> beginnings) {
        for (String beginning : beginnings) {
            if (value.regionMatches(true, 0, beginning, 0, beginning.length())) {
                return true;
            }
        }
        return false;
    }

    /** Whether more than two thirds of a text repeat what stands one, two or three characters before. */
    static boolean isFiller(String text) {
        for (int period = 1; period <= LONGEST_FILLER; period++) {
            int same = 0;
            for (int i = period; i < text.length(); i++) {
                same += text.charAt(i) == text.charAt(i - period) ? 1 : 0;
            }
            if (same * 3 > (text.length() - period) * 2) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether half of a text or more counts up, as in {@code key-1234567890}, or all of a short one, as in
     * {@code AbCeF123}; in hexadecimal it may be the key of somebody who knows no better.
     */
    static boolean isCounting(String text) {
        if (text.length() < SHORTEST_COUNTING && ascends(text)) {
            return true;
        }
        int longest = 1;
        int inOrder = 1;
        for (int i = 1; i < text.length(); i++) {
            char last = text.charAt(i - 1);
            inOrder = goesOn(last, text.charAt(i)) ? inOrder + 1 : 1;
            longest = Math.max(longest, inOrder);
        }
        return longest >= SHORTEST_COUNTING
                && longest * 2 >= text.length()
                && !CharClass.HEX.spans(text, 0, text.length());
    }

    private static boolean goesOn(char last, char next) {
        return next == last + 1 || (last == '9' && next == '0');
    }

    /** Whether all is letters in alphabetical order and then digits in theirs. */
    private static boolean ascends(String text) {
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            char last = text.charAt(i - 1);
            boolean digits = CharClass.DIGIT.has(c) && (CharClass.ALPHA.has(last) || c > last);
            boolean letters = CharClass.ALPHA.has(c) && CharClass.ALPHA.has(last) && (c | 32) > (last | 32);
            if (!digits && !letters) {
                return false;
            }
        }
        return true;
    }

    private static boolean isMasked(String value) {
        String lower = value.toLowerCase(Locale.ROOT);
        return lower.contains("xxxxx") || lower.contains("#####") || lower.contains("*****");
    }

    /** Whether letters and digits stand right before and behind a sign that is a reference elsewhere. */
    private static boolean isRandomAround(String value, String reference) {
        int at = value.indexOf(reference);
        int end = at + reference.length();
        return at > 0
                && end < value.length()
                && CharClass.ALNUM.has(value.charAt(at - 1))
                && CharClass.ALNUM.has(value.charAt(end))
                && CharClass.DIGIT.count(value) >= 3
                && reference.length() == 2
                && reference.charAt(1) != '{';
    }

    /** {@code YOUR_KEY}, {@code insert-here}, {@code enterpassword}, but not {@code Enterprise9}. */
    private static boolean isRequest(String lower) {
        for (String request : REQUESTS) {
            if (lower.startsWith(request)
                    && (CharClass.LOWER.spans(lower, 0, lower.length())
                            || !CharClass.ALNUM.has(lower.charAt(request.length())))) {
                return true;
            }
        }
        return false;
    }

    /** {@code !vault}, {@code !Ref}: a YAML tag, with the value behind it. */
    private static boolean isTag(String value) {
        return value.charAt(0) == '!'
                && (CharClass.LOWER.spans(value, 1, value.length()) || CLOUD_FORMATION.contains(value.substring(1)));
    }

    /** Characters that follow each other as in the alphabet, as no random text has them. */
    static boolean holdsAlphabet(String value) {
        int inOrder = 0;
        for (int i = 1; i < value.length(); i++) {
            inOrder = value.charAt(i) == value.charAt(i - 1) + 1 ? inOrder + 1 : 0;
            if (inOrder == LONGEST_ALPHABET) {
                return true;
            }
        }
        return false;
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

    /** {@code access_token}, {@code dbPassword}: the name of a secret, not its value. */
    private static boolean isName(String value) {
        if (CharClass.DIGIT.count(value) > (value.endsWith(":") ? 1 : 0)) {
            return false;
        }
        int end = value.length() - (value.endsWith(":") ? 1 : 0);
        if (!CharClass.DOTTED.spans(value, 0, end)) {
            return false;
        }
        char[] name = value.toCharArray();
        return SecretName.of(name, 0, end).compareTo(SecretName.TOKEN) >= 0
                && (SecretName.isWord(name, 0, end) || isComposed(value, end));
    }

    private static boolean isComposed(String name, int end) {
        for (int i = 1; i < end; i++) {
            boolean hump = CharClass.UPPER.has(name.charAt(i)) && CharClass.LOWER.has(name.charAt(i - 1));
            if (hump || !CharClass.ALPHA.has(name.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static Set<String> words(String... lines) {
        return Set.of(String.join(" ", lines).split(" ", -1));
    }

    /** Whether the colon between a user and a password stands there, rather than that of a marker in their place. */
    static boolean isUserEnd(Scan scan, int index) {
        return scan.at(index) == ':' && !scan.matches(Finding.RULE_MARKER, index + 1 - Finding.RULE_MARKER.length());
    }
}
