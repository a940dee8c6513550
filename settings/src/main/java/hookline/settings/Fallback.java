package hookline.settings;

import java.util.function.Supplier;

/** What a setting is worth when nobody sets it: as the reference describes it, and as the text that is then parsed. */
record Fallback(String description, Supplier<String> value) {
    /** Nothing takes its place: whoever reads the setting must do without it. */
    static final Fallback NONE = absent("not set");

    static Fallback text(String text) {
        return new Fallback('`' + text + '`', () -> text);
    }

    static Fallback computed(String description, Supplier<String> value) {
        return new Fallback(description, value);
    }

    static Fallback absent(String description) {
        return new Fallback(description, () -> "");
    }
}
