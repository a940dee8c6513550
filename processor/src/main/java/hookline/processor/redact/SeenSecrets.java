package hookline.processor.redact;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Knows the secrets of one session again where they stand alone, without a name or a form that tells: of each it holds
 * a keyed hash, never the secret. Only the latest are kept. Thread-safe.
 *
 * <p>Two hashes of eight characters, of a secret's beginning and of its end, decide where the whole is hashed at all, so
 * that an inspection costs a few operations a character.
 */
public final class SeenSecrets {
    static final String RULE = "seen";

    private static final int SHORTEST = 8;
    /** From here on a value without a digit is no ordinary word either. */
    private static final int LONG = 16;

    private static final int LONGEST = 512;
    private static final int PROBE = 8;
    private static final int HASH_BYTES = 16;
    private static final int FILTER_BITS = 12;

    /** What a hash costs, in looks at a character. */
    private static final int LOOKS_A_HASH = 1000;

    private final KeyedHash hash;
    private final long multiplier;
    private final int most;
    private volatile Known known = new Known(List.of());

    /** Hashes with a key of the owner's, and keeps so many secrets at most. */
    SeenSecrets(KeyedHash hash, long multiplier, int most) {
        this.hash = hash;
        this.multiplier = multiplier | 1;
        this.most = most;
    }

    private record Secret(long beginning, long ending, int length, String hash) {}

    /** The secrets, oldest first, and a bit for each beginning that one of them has. */
    private static final class Known {
        private final List<Secret> secrets;
        private final long[] filter = new long[1 << (FILTER_BITS - 6)];

        Known(List<Secret> secrets) {
            this.secrets = List.copyOf(secrets);
            for (Secret secret : secrets) {
                int bit = bit(secret.beginning());
                filter[bit >> 6] |= 1L << bit;
            }
        }

        boolean mayHold(long beginning) {
            int bit = bit(beginning);
            return (filter[bit >> 6] & 1L << bit) != 0;
        }

        private static int bit(long beginning) {
            return (int) (beginning >>> (64 - FILTER_BITS));
        }
    }

    /** Something that changes whenever a secret is added. */
    Object state() {
        return known;
    }

    /** Remembers a secret, unless it is so short or plain that it may stand anywhere by chance. */
    synchronized void add(char[] text, int start, int end) {
        int length = end - start;
        if (length < SHORTEST || length > LONGEST || !isTelling(text, start, end)) {
            return;
        }
        Secret added =
                new Secret(probe(text, start), probe(text, end - PROBE), length, hash.of(text, start, end, HASH_BYTES));
        List<Secret> secrets = new ArrayList<>(known.secrets);
        if (!secrets.contains(added)) {
            if (secrets.size() == most) {
                secrets.remove(0);
            }
            secrets.add(added);
            known = new Known(secrets);
        }
    }

    /** Reports every place where a secret stands that was added before. */
    void find(char[] text, int from, int to, Scan scan) {
        Known at = known;
        if (at.secrets.isEmpty()) {
            return;
        }
        long older = 0;
        long newer = 0;
        int windowFrom = from;
        int i = from;
        while (i < to) {
            older = older << 16 | newer >>> 48;
            newer = newer << 16 | text[i];
            i++;
            int start = i - PROBE;
            if (start < windowFrom) {
                continue;
            }
            long beginning = mix(older, newer);
            Secret secret = at.mayHold(beginning) ? secretAt(at.secrets, beginning, text, start, to, scan) : null;
            if (secret != null && !Finding.isInMarker(text, from, to, start)) {
                scan.found(RULE, start, start + secret.length());
                i = start + secret.length();
                windowFrom = i;
            }
        }
    }

    private @Nullable Secret secretAt(List<Secret> secrets, long beginning, char[] text, int start, int to, Scan scan) {
        for (Secret secret : secrets) {
            int end = start + secret.length();
            if (secret.beginning() == beginning && end <= to && probe(text, end - PROBE) == secret.ending()) {
                if (hash.of(text, start, end, HASH_BYTES).equals(secret.hash())) {
                    return secret;
                }
                // Only made-up texts get here again and again.
                scan.look(LOOKS_A_HASH);
            }
        }
        return null;
    }

    private static boolean isTelling(char[] text, int start, int end) {
        boolean digit = false;
        boolean other = false;
        for (int i = start; i < end; i++) {
            boolean isDigit = text[i] >= '0' && text[i] <= '9';
            digit |= isDigit;
            other |= !isDigit;
        }
        return other && (digit || end - start >= LONG);
    }

    private long probe(char[] text, int start) {
        long older = 0;
        long newer = 0;
        for (int i = start; i < start + PROBE; i++) {
            older = older << 16 | newer >>> 48;
            newer = newer << 16 | text[i];
        }
        return mix(older, newer);
    }

    private long mix(long older, long newer) {
        long mixed = (older * multiplier ^ newer) * 0x9E3779B97F4A7C15L;
        return (mixed ^ mixed >>> 32) * multiplier;
    }
}
