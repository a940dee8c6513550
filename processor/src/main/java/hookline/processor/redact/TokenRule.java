package hookline.processor.redact;

import java.util.List;

/**
 * Finds the tokens of one provider: by their own prefix, or by the provider's name in front of an assigned value.
 *
 * @param description what is found, in words
 */
record TokenRule(String id, String description, Anchor anchor, List<String> keywords, TokenShape shape)
        implements Detector {
    private static final int NAME_REST = 20;

    /**
     * Where a keyword stands: so many characters into the token itself, or in the name that the token is assigned to,
     * which may have to announce a secret besides.
     */
    record Anchor(boolean inToken, int offset, boolean namesSecret) {
        static Anchor parse(String text) {
            return switch (text) {
                case "prefix" -> new Anchor(true, 0, false);
                case "name" -> new Anchor(false, 0, false);
                case "secret-name" -> new Anchor(false, 0, true);
                default -> new Anchor(true, Integer.parseInt(text), false);
            };
        }
    }

    TokenRule {
        keywords = List.copyOf(keywords);
    }

    /** Why what it finds is taken for a secret. */
    String why() {
        return description + (anchor.inToken() ? ", known by its form" : ", known by the name in front of it");
    }

    @Override
    public void inspect(Scan scan, int keywordStart, int keywordEnd) {
        if (anchor.inToken()) {
            int start = keywordStart - anchor.offset();
            if (start >= scan.from() && scan.startsWord(start)) {
                int end = shape.match(scan, start);
                report(scan, start, isInFileName(scan, start, end) ? -1 : end);
            }
            return;
        }
        if (continuesWord(scan, keywordStart)) {
            return;
        }
        int nameEnd = Math.min(scan.runEnd(CharClass.DOTTED, keywordEnd), keywordEnd + NAME_REST);
        NamedValue value = scan.valueOf(keywordStart, nameEnd);
        if (value != null && shape.match(scan, value.start()) == value.end()) {
            if (!anchor.namesSecret() || isSecret(scan, keywordStart, nameEnd)) {
                report(scan, value.start(), value.end());
            }
        }
    }

    /** Whether it stands between two dots, as the hash in {@code icon.ico-7a38.png}. */
    private static boolean isInFileName(Scan scan, int start, int end) {
        return scan.at(start - 1) == '.' && scan.at(end) == '.' && CharClass.LOWER.has(scan.at(end + 1));
    }

    /** Whether the keyword is the rest of another word, as okta is in rookTable. */
    private static boolean continuesWord(Scan scan, int keywordStart) {
        return CharClass.ALPHA.has(scan.at(keywordStart - 1))
                && CharClass.UPPER.has(scan.at(keywordStart)) == CharClass.UPPER.has(scan.at(keywordStart - 1));
    }

    private static boolean isSecret(Scan scan, int keywordStart, int nameEnd) {
        int start = scan.runStart(CharClass.DOTTED, keywordStart, NAME_REST);
        return scan.name(start, nameEnd, RedactionRules.NONE) != SecretName.NONE;
    }

    private void report(Scan scan, int start, int end) {
        if (end > 0) {
            scan.found(id, start, end);
        }
    }
}
