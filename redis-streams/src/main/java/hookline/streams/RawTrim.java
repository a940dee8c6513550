package hookline.streams;

import java.util.List;

/** Removes from a raw stream what every group has processed, and never anything else; runs on a full Redis too. */
public final class RawTrim {
    private static final Script SCRIPT = Script.named("trim-raw.lua");

    private final RedisLink link;
    private final Keys keys;

    public RawTrim(RedisLink link, Keys keys) {
        this.link = link;
        this.keys = keys;
    }

    /**
     * Trims once.
     *
     * @return how many entries went
     */
    public long trim() {
        return SCRIPT.integer(link, List.of(keys.raw()), List.of());
    }
}
