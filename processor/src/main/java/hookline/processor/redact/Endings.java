package hookline.processor.redact;

import org.jspecify.annotations.Nullable;

/**
 * Words, each with some bits, of which it tells those that a name ends with. It reads the name as {@link SecretName}
 * folds it, from its end and once, and makes no copy of it.
 */
final class Endings {
    private static final int CHARACTERS = 36;

    private final Node root = new Node();

    private static final class Node {
        private final @Nullable Node[] next = new Node[CHARACTERS];
        private int bits;
    }

    /** Adds a word of lower-case letters and digits. */
    void put(String word, int bits) {
        Node at = root;
        for (int i = word.length() - 1; i >= 0; i--) {
            int column = column(word.charAt(i));
            Node child = at.next[column];
            if (child == null) {
                child = new Node();
                at.next[column] = child;
            }
            at = child;
        }
        at.bits |= bits;
    }

    /** The bits of all words that the name ends with. */
    int of(char[] name, int from, int to) {
        int bits = 0;
        Node at = root;
        for (int i = to - 1; i >= from; i--) {
            if (isSeparator(name[i])) {
                continue;
            }
            int column = column(name[i]);
            Node child = column < 0 ? null : at.next[column];
            if (child == null) {
                return bits;
            }
            at = child;
            bits |= at.bits;
        }
        return bits;
    }

    /** The bits of the word that the name is, or 0. */
    int whole(char[] name, int from, int to) {
        Node at = root;
        for (int i = to - 1; i >= from; i--) {
            if (isSeparator(name[i])) {
                continue;
            }
            int column = column(name[i]);
            Node child = column < 0 ? null : at.next[column];
            if (child == null) {
                return 0;
            }
            at = child;
        }
        return at.bits;
    }

    /** What makes no difference in a name, wherever it stands. */
    static boolean isSeparator(char c) {
        return c == '_' || c == '-' || c == '.' || c == ' ' || c == ':';
    }

    private static int column(char c) {
        if (c >= 'a' && c <= 'z') {
            return c - 'a';
        }
        if (c >= 'A' && c <= 'Z') {
            return c - 'A';
        }
        return c >= '0' && c <= '9' ? c - '0' + 26 : -1;
    }
}
