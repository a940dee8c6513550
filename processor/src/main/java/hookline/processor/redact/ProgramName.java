package hookline.processor.redact;

import java.util.List;

/** Tells what programs and people call things, such as identifiers, host names, resources and paths, from random text. */
final class ProgramName {
    private static final int SHORTEST_CAMEL_WORD = 4;

    private ProgramName() {}

    /** Words joined by dashes, dots or underscores, as in identifiers and host names. */
    static boolean isWords(String value) {
        int words = 0;
        int start = 0;
        for (int i = 0; i <= value.length(); i++) {
            if (i == value.length() || !CharClass.ALNUM.has(value.charAt(i))) {
                if (i > start && CharClass.DIGIT.count(value.substring(start, i)) > 0 && i - start > 4) {
                    return false;
                }
                words += i > start ? 1 : 0;
                start = i + 1;
            }
        }
        return words >= 2;
    }

    /** {@code app2-qa-1208358310}: two or three parts as resources have, of small letters, of digits, or both in turn. */
    static boolean isNumberedWords(String value) {
        List<String> parts = List.of(value.split("-", -1));
        return (parts.size() == 2 || parts.size() == 3)
                && CharClass.LOWER.has(value.charAt(0))
                && parts.stream().allMatch(ProgramName::isNumberedWord);
    }

    /** Small letters with at most one digit behind, or digits alone. */
    private static boolean isNumberedWord(String part) {
        int digits = CharClass.DIGIT.count(part);
        int letters = part.length() - digits;
        return digits == part.length() ? digits > 0 : digits <= 1 && CharClass.LOWER.spans(part, 0, letters);
    }

    /** {@code self.key2}: names joined by dots. */
    static boolean isDotted(String value) {
        int dot = value.indexOf('.');
        if (dot <= 0 || !CharClass.DOTTED.spans(value, 0, value.length())) {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            boolean starts = i == 0 || value.charAt(i - 1) == '.';
            if (starts && CharClass.DIGIT.has(value.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Holds a name such as {@code ns:AgencyIdentificationCodeType}, of four words or more. */
    static boolean isCamelCase(String value) {
        int words = 0;
        int letters = 0;
        for (int i = 0; i < value.length(); i++) {
            boolean upper = CharClass.UPPER.has(value.charAt(i));
            if (!CharClass.ALPHA.has(value.charAt(i)) || (upper && letters < SHORTEST_CAMEL_WORD)) {
                words = 0;
            }
            letters = CharClass.LOWER.has(value.charAt(i)) ? letters + 1 : upper ? 1 : 0;
            words += letters == SHORTEST_CAMEL_WORD ? 1 : 0;
            if (words == 4) {
                return true;
            }
        }
        return false;
    }

    /** {@code currentUserToken}: letters of which capitals are the fewer by far, as in no random text. */
    static boolean isIdentifier(String value) {
        int capitals = CharClass.UPPER.count(value);
        return capitals > 0 && capitals * 3 <= value.length() && CharClass.ALPHA.spans(value, 0, value.length());
    }

    /** {@code /reset-password}, {@code /Users/jo}: a page or a folder. */
    static boolean isRoute(String value) {
        return value.charAt(0) == '/'
                && (value.lastIndexOf('/') > 0 || CharClass.UPPER.count(value) == 0)
                && value.chars().allMatch(c -> c == '/' || c == '-' || CharClass.ALPHA.has((char) c));
    }

    static boolean isPath(String value) {
        int slash = value.indexOf('/');
        boolean rooted = slash == 0 || value.startsWith("./") || value.startsWith("~/") || value.startsWith("../");
        return value.contains("://") || (rooted && CharClass.UPPER.count(value) + CharClass.DIGIT.count(value) < 3);
    }
}
