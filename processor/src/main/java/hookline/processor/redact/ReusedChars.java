package hookline.processor.redact;

import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * A text as an array of characters that its thread uses again for the next one. It is wiped on closing, and a large one
 * is not kept. Not thread-safe.
 */
final class ReusedChars implements AutoCloseable {
    private static final int SHORTEST = 1 << 12;
    private static final int LONGEST_KEPT = 1 << 18;
    private static final int MOST_KEPT = 3;

    private static final ThreadLocal<ArrayDeque<ReusedChars>> FREE = ThreadLocal.withInitial(ArrayDeque::new);

    private char[] array = {};
    private int length;

    private ReusedChars() {}

    static ReusedChars of(String text) {
        ReusedChars chars = ofLength(text.length());
        text.getChars(0, text.length(), chars.array, 0);
        return chars;
    }

    /** For a text that is still to be written. */
    static ReusedChars ofLength(int length) {
        ReusedChars free = FREE.get().poll();
        ReusedChars chars = free == null ? new ReusedChars() : free;
        chars.length = length;
        if (chars.array.length < chars.length) {
            chars.array = new char[Math.max(SHORTEST, chars.length)];
        }
        return chars;
    }

    /** The characters, from the first place on; the array may be longer and is not to be kept. */
    char[] array() {
        return array;
    }

    int length() {
        return length;
    }

    @Override
    public void close() {
        Arrays.fill(array, 0, length, '\0');
        ArrayDeque<ReusedChars> free = FREE.get();
        if (array.length <= LONGEST_KEPT && free.size() < MOST_KEPT) {
            free.push(this);
        }
    }
}
