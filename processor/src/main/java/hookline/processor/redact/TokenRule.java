package hookline.processor.redact;

import java.util.List;

/** Finds the tokens of one provider: by their own prefix, or by the provider's name in front of an assigned value. */
record TokenRule(String id, Anchor anchor, List<String> keywords, TokenShape shape) implements Detector {
    private static final int NAME_REST = 20;

    /** Where a keyword stands: so many characters into the token itself, or in the name that the token is assigned to. */
    record Anchor(boolean inToken, int offset) {
        static Anchor parse(String text) {
            return switch (text) {
                case "prefix" -> new Anchor(true, 0);
                case "name" -> new Anchor(false, 0);
                default -> new Anchor(true, Integer.parseInt(text));
            };
        }
    }

    TokenRule {
        keywords = List.copyOf(keywords);
    }

    @Override
    public void inspect(Scan scan, int keywordStart, int keywordEnd) {
        if (anchor.inToken()) {
            int start = keywordStart - anchor.offset();
            if (start >= scan.from() && scan.startsWord(start)) {
                report(scan, start, shape.match(scan, start));
            }
            return;
        }
        int nameEnd = Math.min(scan.runEnd(CharClass.DOTTED, keywordEnd), keywordEnd + NAME_REST);
        NamedValue value = NamedValue.after(scan, keywordStart, nameEnd);
        if (value != null && shape.match(scan, value.start()) == value.end()) {
            report(scan, value.start(), value.end());
        }
    }

    private void report(Scan scan, int start, int end) {
        if (end > 0) {
            scan.found(id, start, end);
        }
    }
}
