package hookline.streams;

/**
 * How many events ended where.
 *
 * @param stored in the logs, and so in hashes
 * @param dead in the dead letters
 */
public record StoredCounts(long stored, long dead) {
    /** Counts over all partitions. */
    public static StoredCounts of(RedisLink link, int partitions) {
        long stored = 0;
        long dead = 0;
        for (int partition = 0; partition < partitions; partition++) {
            Keys keys = new Keys(partition);
            stored += link.call(redis -> redis.xlen(keys.log()));
            dead += link.call(redis -> redis.xlen(keys.dead()));
        }
        return new StoredCounts(stored, dead);
    }
}
