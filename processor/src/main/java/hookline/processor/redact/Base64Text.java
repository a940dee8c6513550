package hookline.processor.redact;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Recognises text that was encoded as base64, in the standard or the URL alphabet and in one line or in lines of equal
 * length, or in hexadecimal digits, and decodes it.
 */
final class Base64Text {
    private static final int SHORTEST = 24;
    private static final int PROBE = 24;
    private static final int SHORTEST_LINE = 56;
    private static final int DEEPEST_INDENT = 40;
    private static final byte[] VALUES = new byte[128];

    static {
        Arrays.fill(VALUES, (byte) -1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int i = 0; i < alphabet.length(); i++) {
            VALUES[alphabet.charAt(i)] = (byte) i;
        }
        VALUES['-'] = 62;
        VALUES['_'] = 63;
    }

    private Base64Text() {}

    /** Calls {@code found} with each finding-sized run and the text in it. */
    static void forEach(Scan scan, BiConsumer<Finding, String> found) {
        int at = scan.from() + SHORTEST - 1;
        while (at < scan.to()) {
            if (!CharClass.BASE64.has(scan.at(at))) {
                at += SHORTEST;
                continue;
            }
            int start = scan.runStart(CharClass.BASE64, at, SHORTEST);
            int end = scan.runEnd(CharClass.BASE64, at);
            if (end - start >= SHORTEST) {
                end = found(scan, start, end, found);
            }
            at = end + SHORTEST;
        }
    }

    private static int found(Scan scan, int start, int runEnd, BiConsumer<Finding, String> found) {
        String hex = HexText.decode(scan, start, runEnd);
        if (hex != null) {
            found.accept(new Finding("hex", start, runEnd), hex);
            return runEnd;
        }
        if (!isText(bytes(scan, start, start + PROBE))) {
            return runEnd;
        }
        int end = lastLineEnd(scan, start, runEnd);
        String decoded = decode(scan, start, end);
        if (decoded == null && end > runEnd) {
            // Words on the next line may look like one more of it.
            end = runEnd;
            decoded = decode(scan, start, end);
        }
        if (decoded == null) {
            return runEnd;
        }
        found.accept(new Finding("base64", start, padded(scan, end)), decoded);
        return end;
    }

    /** The end of the lines that a long text was broken into: each as long as the first, but for the last. */
    private static int lastLineEnd(Scan scan, int start, int firstEnd) {
        int length = firstEnd - start;
        int end = firstEnd;
        while (length >= SHORTEST_LINE && isLineBreak(scan, end)) {
            int next = end;
            while (next - end < DEEPEST_INDENT && scan.at(next) <= ' ' && next < scan.to()) {
                next++;
            }
            int nextEnd = scan.runEnd(CharClass.BASE64, next);
            int after = padded(scan, nextEnd);
            boolean word = scan.at(after) > ' ' && scan.at(after) != '"' && scan.at(after) != '\'';
            if (nextEnd == next || nextEnd - next > length || word) {
                return end;
            }
            end = nextEnd;
            if (nextEnd - next < length) {
                return end;
            }
        }
        return end;
    }

    private static boolean isLineBreak(Scan scan, int index) {
        return scan.at(index) == '\n' || (scan.at(index) == '\r' && scan.at(index + 1) == '\n');
    }

    /** Whether {@code value} is base64 of {@code user:password}, as in a Basic header or Docker's configuration. */
    static boolean isLogin(String value) {
        if (value.length() < 8 || value.length() > 400 || !CharClass.PADDED.spans(value, 0, value.length())) {
            return false;
        }
        String decoded = decode(value);
        return decoded != null && decoded.indexOf(':') > 0;
    }

    /** The text that {@code value} is base64 of, or null where it is of something else. */
    static @Nullable String decode(String value) {
        return decode(new Scan(value.toCharArray(), 0, value.length()), 0, value.length());
    }

    private static @Nullable String decode(Scan scan, int start, int end) {
        byte[] bytes = bytes(scan, start, end);
        if (bytes.length > 3 && bytes[1] == 0 && bytes[3] == 0) {
            return new String(bytes, StandardCharsets.UTF_16LE);
        }
        return isText(bytes) ? new String(bytes, StandardCharsets.UTF_8) : null;
    }

    /** No control characters but those of text, and not mostly beyond ASCII; or ASCII in UTF-16. */
    private static boolean isText(byte[] bytes) {
        int high = 0;
        boolean wide = bytes.length > 3 && bytes[1] == 0 && bytes[3] == 0;
        for (int i = 0; i < bytes.length; i++) {
            byte b = bytes[i];
            if (b < 0) {
                high++;
            } else if (b < ' ' && b != '\n' && b != '\r' && b != '\t' && !(wide && b == 0 && i % 2 == 1)) {
                return false;
            }
        }
        return high * 2 <= bytes.length;
    }

    private static byte[] bytes(Scan scan, int start, int end) {
        byte[] bytes = new byte[(int) ((end - start) * 6L / 8)];
        int pending = 0;
        int bits = 0;
        int at = 0;
        for (int i = start; i < end && at < bytes.length; i++) {
            char c = scan.at(i);
            if (c <= ' ') {
                continue;
            }
            int value = c < 128 ? VALUES[c] : -1;
            if (value < 0) {
                return Arrays.copyOf(bytes, at);
            }
            pending = pending << 6 | value;
            bits += 6;
            if (bits >= 8) {
                bits -= 8;
                bytes[at++] = (byte) (pending >> bits);
            }
        }
        return at == bytes.length ? bytes : Arrays.copyOf(bytes, at);
    }

    private static int padded(Scan scan, int end) {
        int at = end;
        while (scan.at(at) == '=' && at < end + 2) {
            at++;
        }
        return at;
    }
}
