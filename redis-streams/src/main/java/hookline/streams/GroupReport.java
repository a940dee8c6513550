package hookline.streams;

import io.lettuce.core.models.stream.PendingMessages;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far the processors are in one partition, and who of them holds what; asks for no entry's content.
 *
 * @param length entries in the raw stream, with processed ones that are not trimmed yet
 * @param lag entries that are not delivered yet; -1 where the server cannot tell
 * @param pending entries that are delivered and not acknowledged
 * @param oldestPendingMillis when the oldest of these was appended, in milliseconds since the epoch; 0 where none is
 * @param consumers by name
 */
public record GroupReport(
        int partition, long length, long lag, long pending, long oldestPendingMillis, List<Consumer> consumers) {
    /**
     * One reader of one processor.
     *
     * @param idleMillis how long ago it last asked
     */
    public record Consumer(String name, long pending, long idleMillis) {}

    /** Asks Redis; empty where no processor has ever read from this partition. */
    public static Optional<GroupReport> of(RedisLink link, Keys keys) {
        long length = link.call(redis -> redis.xlen(keys.raw()));
        try {
            PendingMessages pending = link.call(redis -> redis.xpending(keys.raw(), ConsumerGroup.NAME));
            long lag = XinfoRows.of(link.call(redis -> redis.xinfoGroups(keys.raw()))).stream()
                    .filter(group -> ConsumerGroup.NAME.equals(group.get("name")))
                    .mapToLong(group -> number(group, "lag", -1))
                    .findFirst()
                    .orElse(-1);
            List<Consumer> consumers =
                    XinfoRows.of(link.call(redis -> redis.xinfoConsumers(keys.raw(), ConsumerGroup.NAME))).stream()
                            .map(row -> new Consumer(
                                    row.getOrDefault("name", ""), number(row, "pending", 0), number(row, "idle", 0)))
                            .sorted(Comparator.comparing(Consumer::name))
                            .toList();
            String oldest = pending.getCount() == 0
                    ? "0-0"
                    : String.valueOf(pending.getMessageIds().getLower().getValue());
            return Optional.of(new GroupReport(
                    keys.partition(),
                    length,
                    lag,
                    pending.getCount(),
                    Long.parseLong(oldest.substring(0, oldest.indexOf('-'))),
                    consumers));
        } catch (GroupLostException e) {
            return Optional.empty();
        }
    }

    private static long number(Map<String, String> row, String field, long absent) {
        String value = row.getOrDefault(field, "");
        return value.isEmpty() ? absent : Long.parseLong(value);
    }
}
