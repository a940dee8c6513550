package hookline.processor.redact;

/** Which characters a value has, those beyond ASCII folded onto others. */
record CharacterSet(long low, long high) {
    static CharacterSet of(String value) {
        long low = 0;
        long high = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < 64) {
                low |= 1L << c;
            } else {
                high |= 1L << c;
            }
        }
        return new CharacterSet(low, high);
    }

    boolean has(char c) {
        return c < 128 && (((c < 64 ? low : high) >>> c) & 1) != 0;
    }

    int size() {
        return Long.bitCount(low) + Long.bitCount(high);
    }

    /** False only if the value has none of them. */
    boolean mayHaveOneOf(CharacterSet others) {
        return ((low & others.low) | (high & others.high)) != 0;
    }

    /** True only if the value has none beyond them. */
    boolean hasOnly(CharacterSet others) {
        return ((low & ~others.low) | (high & ~others.high)) == 0;
    }
}
