package hookline.streams;

import static hookline.streams.Script.utf8;

import java.util.List;

/**
 * Removes from a raw stream what every group has processed, and never anything else, in steps that hold Redis for
 * about a millisecond; runs on a full Redis too.
 */
public final class RawTrim {
    private static final Script SCRIPT = Script.named("trim-raw.lua");
    private static final List<byte[]> STEP = List.of(utf8("200"), utf8(ConsumerGroup.NAME));

    private final RedisLink link;
    private final Keys keys;

    public RawTrim(RedisLink link, Keys keys) {
        this.link = link;
        this.keys = keys;
    }

    /**
     * Trims once, all that can go.
     *
     * @return how many entries went
     */
    public long trim() {
        long sum = 0;
        List<Long> step;
        do {
            step = SCRIPT.integers(link, List.of(keys.raw(), keys.rawAccount()), STEP);
            sum += step.get(0);
        } while (step.get(1) == 1);
        return sum;
    }
}
