package hookline.processor.redact;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Recognises text that was written as hexadecimal digits; a hash or a key decodes to something else. */
final class HexText {
    static final int SHORTEST = 16;

    private HexText() {}

    /** The text of a run, or null where it is none. */
    static @Nullable String decode(Scan scan, int start, int end) {
        if ((end - start) % 2 != 0 || end - start < SHORTEST) {
            return null;
        }
        byte[] bytes = new byte[(end - start) / 2];
        for (int i = 0; i < bytes.length; i++) {
            int high = Character.digit(scan.at(start + 2 * i), 16);
            int low = Character.digit(scan.at(start + 2 * i + 1), 16);
            int value = high << 4 | low;
            boolean text = (value >= ' ' && value < 127) || value == '\n' || value == '\r' || value == '\t';
            if (high < 0 || low < 0 || !text) {
                return null;
            }
            bytes[i] = (byte) value;
        }
        return new String(bytes, StandardCharsets.US_ASCII);
    }
}
