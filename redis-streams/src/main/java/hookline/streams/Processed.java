package hookline.streams;

/**
 * What processing has left in one partition.
 *
 * @param deadLetters that nobody has redriven, purged or let expire
 * @param newestMillis when the newest event was committed, in milliseconds since the epoch by the server's clock; 0
 *     where the log is empty
 */
public record Processed(long deadLetters, long newestMillis) {
    /** Asks Redis. */
    public static Processed of(RedisLink link, Keys keys) {
        long letters = link.call(redis -> redis.xlen(keys.dead()));
        String newest = new EventLog(link, keys).end();
        return new Processed(letters, Long.parseLong(newest, 0, newest.indexOf('-'), 10));
    }
}
