package hookline.processor.redact;

/**
 * Tells a value that may be a secret from a reference to one, a placeholder, a type or a piece of code. The weaker the
 * name and the looser the notation, the more the value itself has to look like a secret.
 */
final class SecretValue {
    private static final String SIGNS = "!#$%^&*@~?|{}[]<>";

    private SecretValue() {}

    static boolean isPlausible(String value, SecretName name, NamedValue.Form form) {
        if (value.length() < 4 || name == SecretName.NONE || !(looksSecret(value, name, form) || isNoise(value))) {
            return false;
        }
        return !isEscaped(value) && !Placeholder.is(value);
    }

    private static boolean looksSecret(String value, SecretName name, NamedValue.Form form) {
        return switch (name) {
            case NONE -> false;
            case MAYBE -> (isRandom(value) || Base64Text.isLogin(value)) && !isCode(value, form);
            case TOKEN -> looksLikeToken(value, form) && !isCode(value, form);
            case PASSWORD -> looksLikePassword(value, form) && !isCode(value, form);
        };
    }

    private static boolean looksLikePassword(String value, NamedValue.Form form) {
        boolean plainWord = CharClass.ALPHA.spans(value, 0, value.length());
        return switch (form) {
            case QUOTED, FLAG, TIGHT -> !hasBlank(value) && !ProgramName.isRoute(value);
            case LINE -> !plainWord || isLowerWord(value);
            case MEMBER -> !plainWord;
            case SPACED -> !plainWord && !isNumber(value);
            case ARGUMENT, GLUED, PROSE -> value.length() >= 6 && !hasBlank(value) && isMixed(value);
        };
    }

    private static boolean looksLikeToken(String value, NamedValue.Form form) {
        boolean version = isNumber(value) && value.indexOf('.') > 0;
        if (value.length() < 8 || hasBlank(value) || ProgramName.isPath(value) || version || isMadeUp(value)) {
            return false;
        }
        if (form == NamedValue.Form.GLUED || form == NamedValue.Form.PROSE) {
            return isRandom(value);
        }
        boolean quoted = form == NamedValue.Form.QUOTED || form == NamedValue.Form.FLAG;
        int digits = CharClass.DIGIT.count(value);
        if (digits > 0) {
            boolean resource = form == NamedValue.Form.LINE && ProgramName.isNumberedWords(value);
            return !resource && (digits < value.length() || value.length() >= 10);
        }
        return (quoted || form == NamedValue.Form.TIGHT || isMember(form))
                && value.length() >= 14
                && CharClass.PADDED.spans(value, 0, value.length())
                && CharacterSet.of(value).size() >= 8
                && !ProgramName.isWords(value)
                && (quoted || !ProgramName.isIdentifier(value));
    }

    /** Long, of token characters only, with digits among letters, and as varied as random text is. */
    private static boolean isRandom(String value) {
        int length = value.length();
        int digits = CharClass.DIGIT.count(value);
        return length >= 20
                && digits > 0
                && digits < length
                && CharClass.TOKEN.spans(value, 0, length)
                && (digits > 1 || (CharClass.UPPER.count(value) > 0 && CharClass.LOWER.count(value) > 0))
                && CharacterSet.of(value).size() >= 12
                && !CharClass.UUID.spans(value, 0, length)
                && !ProgramName.isPath(value)
                && !ProgramName.isWords(value);
    }

    /** Long, and of letters, digits, blanks and signs in such a mixture as only a generator writes. */
    private static boolean isNoise(String value) {
        return value.length() >= 32
                && CharClass.DIGIT.count(value) >= 2
                && CharClass.ALPHA.count(value) >= 8
                && CharacterSet.of(value).size() >= 24
                && signs(value) >= 6
                && !value.contains("  ");
    }

    /** What nobody issues as a token: a few characters in turn, counted up ones, or a name of several words. */
    private static boolean isMadeUp(String value) {
        return (value.length() >= 20 && Placeholder.isFiller(value))
                || Placeholder.isCounting(value)
                || ProgramName.isCamelCase(value);
    }

    private static int signs(String value) {
        int signs = 0;
        for (int i = 0; i < SIGNS.length(); i++) {
            signs += value.indexOf(SIGNS.charAt(i)) >= 0 ? 1 : 0;
        }
        return signs;
    }

    /** Starts with an escaped character: the text is read again with its escapes resolved. */
    private static boolean isEscaped(String value) {
        return value.length() >= 6 && value.startsWith("\\u") && CharClass.HEX.spans(value, 2, 6);
    }

    static boolean isMixed(String value) {
        int letters = CharClass.ALPHA.count(value);
        boolean foreign = value.contains("\\u") || value.chars().anyMatch(c -> c > 126);
        return !foreign
                && !isNumber(value)
                && letters > 0
                && letters < value.length()
                && (CharClass.DIGIT.count(value) > 0 || hasSymbol(value));
    }

    private static boolean hasSymbol(String value) {
        return value.chars().anyMatch(c -> "!@#$%^&*+~".indexOf(c) >= 0);
    }

    private static boolean isCode(String value, NamedValue.Form form) {
        if (form == NamedValue.Form.QUOTED || form == NamedValue.Form.ARGUMENT || form == NamedValue.Form.FLAG) {
            return false;
        }
        char first = value.charAt(0);
        if (first == ':' || first == '(' || first == '[' || first == '{' || first == '$') {
            return true;
        }
        int at = 0;
        while (at < value.length()
                && (CharClass.WORD.has(value.charAt(at)) || ".?!:&*>".indexOf(value.charAt(at)) >= 0)) {
            at++;
        }
        if (at < value.length() && (value.charAt(at) == '(' || value.charAt(at) == '[') && at > 0) {
            return true;
        }
        if (ProgramName.isDotted(value) && CharClass.DIGIT.count(value) < (form == NamedValue.Form.TIGHT ? 1 : 4)) {
            return true;
        }
        return form == NamedValue.Form.SPACED
                && CharClass.DIGIT.count(value) == 0
                && value.indexOf('-') <= 0
                && CharClass.WORD.spans(value, 0, value.length());
    }

    private static boolean isNumber(String value) {
        return isDecimal(value)
                || (value.startsWith("0x") && CharClass.HEX.spans(value, 2, value.length()) && value.length() <= 10);
    }

    private static boolean isDecimal(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (!CharClass.DIGIT.has(value.charAt(i)) && value.charAt(i) != '.') {
                return false;
            }
        }
        return true;
    }

    private static boolean isMember(NamedValue.Form form) {
        return form == NamedValue.Form.LINE || form == NamedValue.Form.MEMBER;
    }

    private static boolean isLowerWord(String value) {
        return value.length() >= 5 && CharClass.LOWER.spans(value, 0, value.length());
    }

    private static boolean hasBlank(String value) {
        return value.indexOf(' ') >= 0 || value.indexOf('\t') >= 0;
    }
}
