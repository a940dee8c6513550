package hookline.streams;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.Range.Boundary;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.models.stream.PendingMessages;
import java.util.List;
import java.util.Map;

/**
 * What is waiting in one partition.
 *
 * @param length entries in the raw stream, with processed ones that are not trimmed yet
 * @param pending delivered and not acknowledged
 * @param lag not delivered yet; -1 where the server cannot tell
 * @param oldestMillis when the oldest unprocessed entry came, in milliseconds since the epoch; 0 where there is none
 */
public record Backlog(long length, long pending, long lag, long oldestMillis) {
    public static final Backlog NOTHING = new Backlog(0, 0, 0, 0);

    /**
     * Asks Redis.
     *
     * @throws GroupLostException where there is no group on the stream
     */
    public static Backlog of(RedisLink link, Keys keys) {
        long length = link.call(redis -> redis.xlen(keys.raw()));
        if (length == 0) {
            return NOTHING;
        }
        PendingMessages pending = link.call(redis -> redis.xpending(keys.raw(), ConsumerGroup.NAME));
        Map<String, String> group = group(link.call(redis -> redis.xinfoGroups(keys.raw())));
        String delivered = group.getOrDefault("last-delivered-id", "0-0");
        String lag = group.getOrDefault("lag", "");
        long oldest = pending.getCount() > 0
                ? millis(String.valueOf(pending.getMessageIds().getLower().getValue()))
                : undelivered(link, keys, delivered);
        return new Backlog(length, pending.getCount(), lag.isEmpty() ? -1 : Long.parseLong(lag), oldest);
    }

    private static long undelivered(RedisLink link, Keys keys, String delivered) {
        List<StreamMessage<String, byte[]>> next = link.call(redis -> redis.xrange(
                keys.raw(), Range.from(Boundary.excluding(delivered), Boundary.unbounded()), Limit.from(1)));
        return next.isEmpty() ? 0 : millis(next.get(0).getId());
    }

    private static Map<String, String> group(List<Object> groups) {
        return XinfoRows.of(groups).stream()
                .filter(group -> ConsumerGroup.NAME.equals(group.get("name")))
                .findFirst()
                .orElse(Map.of());
    }

    private static long millis(String entryId) {
        return Long.parseLong(entryId.substring(0, entryId.indexOf('-')));
    }
}
