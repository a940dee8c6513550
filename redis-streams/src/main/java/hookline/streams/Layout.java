package hookline.streams;

import java.nio.charset.StandardCharsets;
import java.util.Map;

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
        int wanted = configured > 0 ? configured : cluster ? DEFAULT_IN_CLUSTER : 1;
        link.call(redis -> redis.hsetnx(Keys.META, "layout", utf8(VERSION)));
        link.call(redis -> redis.hsetnx(Keys.META, "partitions", utf8(wanted)));
        Map<String, byte[]> meta = link.call(redis -> redis.hgetall(Keys.META));
        int version = number(meta, "layout");
        if (version > VERSION) {
            throw new LayoutMismatchException("Redis at " + link.address() + " holds layout " + version
                    + ", this version knows layout " + VERSION + ": upgrade this process");
        }
        int stored = number(meta, "partitions");
        if (configured > 0 && configured != stored) {
            throw new LayoutMismatchException("HOOKLINE_PARTITIONS is " + configured + ", but Redis at "
                    + link.address() + " is laid out with " + stored
                    + ": unset it to adopt that, or drain and empty Redis first");
        }
        return new Layout(stored);
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
