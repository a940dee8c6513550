package hookline.processor.redact;

import java.util.ArrayList;
import java.util.List;

/**
 * The published form of a token, such as {@code ghp_{alnum:36}}: literals, which match in exactly that case, and runs
 * written as {@code {class:count}}, where count is {@code 36}, {@code 8-10} or {@code 20+}. Matches the longest run at
 * each step and never goes back. A bounded run at the end has to end the word.
 */
final class TokenShape {
    private static final int DISTINCT_CHARACTERS_OF_A_REAL_TOKEN = 4;

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
        for (Part part : parts) {
            at = part.match(scan, at);
            if (at < 0) {
                return -1;
            }
        }
        if (parts.get(parts.size() - 1) instanceof Run last
                && last.most != Integer.MAX_VALUE
                && (last.kind.has(scan.at(at)) || CharClass.ALNUM.has(scan.at(at)) || scan.at(at) == '_')) {
            return -1;
        }
        return looksReal(scan, start, at) ? at : -1;
    }

    /** Tells a token from the row of x in a documentation. */
    private static boolean looksReal(Scan scan, int start, int end) {
        long seenLow = 0;
        long seenHigh = 0;
        int sameInARow = 0;
        int from = Math.max(start, end - 64);
        for (int i = from; i < end; i++) {
            char c = scan.at(i);
            if (c < 64) {
                seenLow |= 1L << c;
            } else {
                seenHigh |= 1L << (c & 63);
            }
            boolean filler = c == 'x' || c == 'X' || c == '.' || c == '*';
            sameInARow = filler && c == scan.at(i - 1) ? sameInARow + 1 : 0;
            if (sameInARow == 5) {
                return false;
            }
        }
        return Long.bitCount(seenLow) + Long.bitCount(seenHigh) >= DISTINCT_CHARACTERS_OF_A_REAL_TOKEN;
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

    private record Run(CharClass kind, int least, int most) implements Part {
        static Run parse(String spec) {
            int colon = spec.indexOf(':');
            if (colon < 0) {
                throw new IllegalArgumentException("{" + spec + "} is not {class:count}");
            }
            CharClass kind = CharClass.named(spec.substring(0, colon));
            String count = spec.substring(colon + 1);
            int dash = count.indexOf('-');
            if (count.endsWith("+")) {
                return new Run(kind, Integer.parseInt(count.substring(0, count.length() - 1)), Integer.MAX_VALUE);
            }
            return dash < 0
                    ? new Run(kind, Integer.parseInt(count), Integer.parseInt(count))
                    : new Run(
                            kind,
                            Integer.parseInt(count.substring(0, dash)),
                            Integer.parseInt(count.substring(dash + 1)));
        }

        @Override
        public int match(Scan scan, int at) {
            int length = Math.min(scan.runEnd(kind, at) - at, most);
            return length < least ? -1 : at + length;
        }
    }
}
