package hookline.processor.redact;

import java.util.ArrayList;
import java.util.List;

/**
 * The published form of a token, such as {@code ghp_{alnum:36}}: literals, which match in exactly that case, and runs
 * written as {@code {class:count}}, where count is {@code 36}, {@code 8-10} or {@code 20+}, or as {@code {class#:count}}
 * where a digit has to be among them. Matches the longest run at each step and never goes back. A bounded run at the
 * end has to end the word.
 */
final class TokenShape {
    private static final int DISTINCT_CHARACTERS_OF_A_REAL_TOKEN = 4;
    private static final int DISTINCT_IN_A_LONG_ONE = 8;
    private static final int LONG_PREFIX = 16;
    private static final int JUDGED = 64;
    private static final List<String> ROWS = List.of("xxxxxx", "XXXXXX", "......", "******");

    private final List<Part> parts;

    private TokenShape(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    static TokenShape parse(String shape) {
        List<Part> parts = new ArrayList<>();
        int at = 0;
        while (at < shape.length()) {
            int open = shape.indexOf('{', at);
            if (open < 0) {
                open = shape.length();
            }
            if (open > at) {
                parts.add(new Literal(shape.substring(at, open)));
            }
            if (open < shape.length()) {
                int close = shape.indexOf('}', open);
                if (close < 0) {
                    throw new IllegalArgumentException("unclosed { in shape \"" + shape + "\"");
                }
                parts.add(Run.parse(shape.substring(open + 1, close)));
                open = close + 1;
            }
            at = open;
        }
        if (parts.stream().noneMatch(Run.class::isInstance)) {
            throw new IllegalArgumentException("shape \"" + shape + "\" has no {class:count}");
        }
        return new TokenShape(parts);
    }

    /** The end of the token that starts at {@code start}, or -1. */
    int match(Scan scan, int start) {
        int at = start;
        for (int i = 0; i < parts.size() && at >= 0; i++) {
            at = parts.get(i).match(scan, at);
        }
        if (at < 0) {
            return -1;
        }
        if (parts.get(parts.size() - 1) instanceof Run last
                && last.most != Integer.MAX_VALUE
                && (last.kind.has(scan.at(at)) || CharClass.ALNUM.has(scan.at(at)) || scan.at(at) == '_')) {
            return -1;
        }
        return (hasLongPrefix() || looksReal(scan, start, at)) && !isMasked(scan, at) ? at : -1;
    }

    /** Whether the fixed beginning is so long that nobody writes it but in front of a token, whatever that looks like. */
    private boolean hasLongPrefix() {
        return parts.get(0) instanceof Literal first && first.text.length() >= LONG_PREFIX;
    }

    /** Whether what follows stands for the rest of a token, of which only its beginning is shown. */
    private static boolean isMasked(Scan scan, int end) {
        char next = scan.at(end);
        return (next == '#' || next == '*') && next == scan.at(end + 1) && next == scan.at(end + 2);
    }

    /** Tells a token from the row of x, the alphabet or the few letters over and over in a documentation. */
    private static boolean looksReal(Scan scan, int start, int end) {
        String judged = scan.slice(Math.max(start, end - JUDGED), end);
        int wanted = judged.length() == JUDGED ? DISTINCT_IN_A_LONG_ONE : DISTINCT_CHARACTERS_OF_A_REAL_TOKEN;
        return CharacterSet.of(judged).size() >= wanted
                && ROWS.stream().noneMatch(judged::contains)
                && !Placeholder.holdsAlphabet(judged)
                && !Placeholder.isFiller(judged);
    }

    private sealed interface Part permits Literal, Run {
        int match(Scan scan, int at);
    }

    private record Literal(String text) implements Part {
        @Override
        public int match(Scan scan, int at) {
            return scan.matches(text, at) ? at + text.length() : -1;
        }
    }

    private record Run(CharClass kind, boolean digit, int least, int most) implements Part {
        static Run parse(String spec) {
            int colon = spec.indexOf(':');
            if (colon < 0) {
                throw new IllegalArgumentException("{" + spec + "} is not {class:count}");
            }
            boolean digit = spec.charAt(Math.max(0, colon - 1)) == '#';
            CharClass kind = CharClass.named(spec.substring(0, digit ? colon - 1 : colon));
            String count = spec.substring(colon + 1);
            if (count.endsWith("+")) {
                return new Run(kind, digit, Integer.parseInt(count, 0, count.length() - 1, 10), Integer.MAX_VALUE);
            }
            int dash = count.indexOf('-');
            int least = Integer.parseInt(count, 0, dash < 0 ? count.length() : dash, 10);
            return new Run(kind, digit, least, dash < 0 ? least : Integer.parseInt(count.substring(dash + 1)));
        }

        @Override
        public int match(Scan scan, int at) {
            int length = Math.min(scan.runEnd(kind, at) - at, most);
            return length < least || (digit && !hasDigit(scan, at, at + Math.min(length, JUDGED))) ? -1 : at + length;
        }

        private static boolean hasDigit(Scan scan, int from, int to) {
            for (int i = from; i < to; i++) {
                if (CharClass.DIGIT.has(scan.at(i))) {
                    return true;
                }
            }
            return false;
        }
    }
}
