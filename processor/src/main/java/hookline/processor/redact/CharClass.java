package hookline.processor.redact;

import java.util.Locale;

/** The sets of ASCII characters that token shapes are composed of; anything beyond ASCII is in none of them. */
enum CharClass {
    DIGIT("0-9"),
    LOWER("a-z"),
    UPPER("A-Z"),
    ALPHA("a-zA-Z"),
    ALNUM("a-zA-Z0-9"),
    LOWNUM("a-z0-9"),
    UPNUM("A-Z0-9"),
    HEX("0-9a-fA-F"),
    BASE32("A-Z2-7"),
    CRYPT("a-zA-Z0-9./"),
    UUID("0-9a-fA-F-"),
    WORD("a-zA-Z0-9_-"),
    DOTTED("a-zA-Z0-9_.-"),
    BASE64("a-zA-Z0-9+/_-"),
    STANDARD64("a-zA-Z0-9+/="),
    PADDED("a-zA-Z0-9+/=_-"),
    TOKEN("a-zA-Z0-9_.~+/=:-"),
    LOCALPART("a-zA-Z0-9._%+-"),
    BLANK(" \t");

    /** Filled once; a lookup costs the same for every text, where comparing would depend on what comes next. */
    @SuppressWarnings("ImmutableEnumChecker") // Nobody else gets the array.
    private final boolean[] members = new boolean[128];

    CharClass(String ranges) {
        for (int i = 0; i < ranges.length(); i++) {
            boolean range = i + 2 < ranges.length() && ranges.charAt(i + 1) == '-';
            char last = ranges.charAt(range ? i + 2 : i);
            for (char c = ranges.charAt(i); c <= last; c++) {
                members[c] = true;
            }
            i += range ? 2 : 0;
        }
    }

    static CharClass named(String name) {
        for (CharClass each : values()) {
            if (each.name().toLowerCase(Locale.ROOT).equals(name)) {
                return each;
            }
        }
        throw new IllegalArgumentException("no character class \"" + name + "\"");
    }

    boolean has(char c) {
        return c < members.length && members[c];
    }

    int count(String text) {
        int count = 0;
        for (int i = 0; i < text.length(); i++) {
            if (has(text.charAt(i))) {
                count++;
            }
        }
        return count;
    }

    boolean spans(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!has(text.charAt(i))) {
                return false;
            }
        }
        return from < to;
    }
}
