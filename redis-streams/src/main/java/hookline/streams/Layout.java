package hookline.streams;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * What all processes on one Redis agree on: the version of the layout and the number of partitions.
 *
 * <p>The first process writes it, the others adopt it; one that was told otherwise does not start, since it would look
 * for sessions where nobody puts them.
 */
public record Layout(int partitions) {
    private static final int VERSION = 1;
    private static final int DEFAULT_IN_CLUSTER = 16;

    /**
     * Reads the layout, or writes it where there is none.
     *
     * @param configured the partition count that this process was told, or 0 to adopt what is stored
     * @throws LayoutMismatchException where this process must not run on that Redis
     * @throws RedisUnavailableException where Redis cannot be asked now
     */
    public static Layout agree(RedisLink link, int configured, boolean cluster) {
        Layout stored = storedOrWritten(link, configured > 0 ? configured : cluster ? DEFAULT_IN_CLUSTER : 1);
        if (configured > 0 && configured != stored.partitions) {
            throw new LayoutMismatchException("HOOKLINE_PARTITIONS is " + configured + ", but Redis at "
                    + link.address() + " is laid out with " + stored.partitions
                    + ": unset it to adopt that, or drain and empty Redis first");
        }
        return stored;
    }

    /**
     * Writes this layout again where Redis has lost it, as by FLUSHALL.
     *
     * @throws LayoutMismatchException where another one has taken its place since this process started
     * @throws RedisUnavailableException where Redis cannot be asked now
     */
    public void keep(RedisLink link) {
        Layout stored = storedOrWritten(link, partitions);
        if (!stored.equals(this)) {
            throw new LayoutMismatchException("Redis at " + link.address() + " is laid out with " + stored.partitions
                    + " partitions by now, and this process serves " + partitions + ": start it again");
        }
    }

    /** Written only where it is missing: a full Redis takes nothing, and a retention worker that starts frees it. */
    private static Layout storedOrWritten(RedisLink link, int partitions) {
        Optional<Layout> stored = stored(link);
        if (stored.isEmpty()) {
            link.call(redis -> redis.hsetnx(Keys.META, "partitions", utf8(partitions)));
            link.call(redis -> redis.hsetnx(Keys.META, "layout", utf8(VERSION)));
            stored = stored(link);
        }
        return stored.orElseThrow(() -> new RedisUnavailableException(
                "Redis at " + link.address() + " was emptied while " + Keys.META + " was written"));
    }

    /**
     * What is stored, for those who only read; empty where no process has run yet.
     *
     * @throws LayoutMismatchException where this version does not understand it
     */
    public static Optional<Layout> stored(RedisLink link) {
        Map<String, byte[]> meta = link.call(redis -> redis.hgetall(Keys.META));
        if (!meta.containsKey("layout")) {
            return Optional.empty();
        }
        int version = number(meta, "layout");
        if (version > VERSION) {
            throw new LayoutMismatchException("Redis at " + link.address() + " holds layout " + version
                    + ", this version knows layout " + VERSION + ": upgrade this process");
        }
        // Both are written one after the other, and Redis may be emptied in between.
        return meta.containsKey("partitions") ? Optional.of(new Layout(number(meta, "partitions"))) : Optional.empty();
    }

    private static int number(Map<String, byte[]> meta, String field) {
        byte[] value = meta.get(field);
        try {
            return Integer.parseInt(value == null ? "" : new String(value, StandardCharsets.UTF_8));
        } catch (NumberFormatException e) {
            throw new LayoutMismatchException("The field " + field + " of " + Keys.META
                    + " is no number: this Redis is not laid out for Hookline");
        }
    }

    private static byte[] utf8(int number) {
        return Integer.toString(number).getBytes(StandardCharsets.UTF_8);
    }
}
