package hookline.streams;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.Range.Boundary;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * Reads what was committed, in commit order: from any place, again and again, at the reader's own pace.
 *
 * <p>For one thread at a time.
 */
public final class EventLog {
    /** Before the first entry. */
    public static final String START = "0-0";

    private static final byte[] NONE = new byte[0];

    private final RedisLink link;
    private final Keys keys;

    public EventLog(RedisLink link, Keys keys) {
        this.link = link;
        this.keys = keys;
    }

    /**
     * An entry of the log.
     *
     * @param sequence the event's place in its session; 0 where unknown
     * @param bytes of the published line
     */
    public record LogEntry(String entryId, String id, String hookType, String sessionId, long sequence, long bytes) {
        /** When it was committed, by the server's clock. */
        public Instant time() {
            return Instant.ofEpochMilli(Long.parseLong(entryId, 0, entryId.indexOf('-'), 10));
        }
    }

    /** The id of the newest entry, or {@link #START}. */
    public String end() {
        List<StreamMessage<String, byte[]>> newest =
                link.call(redis -> redis.xrevrange(keys.log(), Range.unbounded(), Limit.from(1)));
        return newest.isEmpty() ? START : newest.get(0).getId();
    }

    /** How many entries were ever added, also those that are gone; 0 where there is no log. */
    public long everAdded() {
        if (link.call(redis -> redis.exists(keys.log())) == 0) {
            return 0;
        }
        Object reply = link.call(redis -> redis.xinfoStream(keys.log()));
        return XinfoRows.of(List.of(reply)).stream()
                .mapToLong(row -> number(row.getOrDefault("entries-added", "")))
                .sum();
    }

    /** Waits for entries behind this one, at most this long; empty where none came. */
    @SuppressWarnings("unchecked") // Lettuce takes the streams as generic varargs.
    public List<LogEntry> after(String entryId, int count, Duration wait) {
        return entries(link.call(redis ->
                redis.xread(XReadArgs.Builder.count(count).block(wait), StreamOffset.from(keys.log(), entryId))));
    }

    /** The oldest entries from this one on, itself first where it is still there. */
    public List<LogEntry> from(String entryId, int count) {
        Range<String> range = Range.from(Boundary.including(entryId), Boundary.unbounded());
        return entries(link.call(redis -> redis.xrange(keys.log(), range, Limit.from(count))));
    }

    /** The newest entries behind the first one, up to and with the last; in the log's order. */
    public List<LogEntry> newest(String entryId, String last, int count) {
        Range<String> range = Range.from(Boundary.excluding(entryId), Boundary.including(last));
        List<LogEntry> newest = entries(link.call(redis -> redis.xrevrange(keys.log(), range, Limit.from(count))));
        Collections.reverse(newest);
        return newest;
    }

    /** The oldest entries whose id is below this bound. */
    public List<LogEntry> before(String bound, int count) {
        return between(START, bound, count);
    }

    /** The newest entries ahead of this one, or of all where it is empty; the newest first. */
    public List<LogEntry> ahead(Optional<String> entryId, int count) {
        Range<String> range = Range.from(
                Boundary.unbounded(), entryId.map(Boundary::excluding).orElseGet(Boundary::unbounded));
        return entries(link.call(redis -> redis.xrevrange(keys.log(), range, Limit.from(count))));
    }

    /** The oldest entries behind this one whose id is below this bound. */
    public List<LogEntry> between(String entryId, String bound, int count) {
        Range<String> range = Range.from(Boundary.excluding(entryId), Boundary.excluding(bound));
        return entries(link.call(redis -> redis.xrange(keys.log(), range, Limit.from(count))));
    }

    /** The oldest entries behind this one, up to and with the given last one. */
    public List<LogEntry> upTo(String last, String entryId, int count) {
        Range<String> range = Range.from(Boundary.excluding(entryId), Boundary.including(last));
        return entries(link.call(redis -> redis.xrange(keys.log(), range, Limit.from(count))));
    }

    /** The published lines of these entries; empty where retention has removed one. */
    public List<Optional<String>> lines(List<LogEntry> entries) {
        List<CompletableFuture<byte[]>> replies = new ArrayList<>();
        link.call(redis -> {
            replies.clear();
            for (LogEntry entry : entries) {
                replies.add(redis.hget(keys.event(entry.id()), "data").toCompletableFuture());
            }
            return CompletableFuture.allOf(replies.toArray(CompletableFuture[]::new));
        });
        return replies.stream()
                .map(reply -> Optional.ofNullable(reply.join()).map(line -> new String(line, StandardCharsets.UTF_8)))
                .collect(Collectors.toList());
    }

    private static List<LogEntry> entries(List<StreamMessage<String, byte[]>> messages) {
        return messages.stream()
                .map(message -> new LogEntry(
                        message.getId(),
                        text(message, "id"),
                        text(message, "hook_type"),
                        text(message, "session_id"),
                        number(text(message, "sequence")),
                        number(text(message, "bytes"))))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /** What is no number, since somebody else wrote there, counts as none. */
    private static long number(String text) {
        return !text.isEmpty() && text.length() < 19 && text.chars().allMatch(c -> c >= '0' && c <= '9')
                ? Long.parseLong(text)
                : 0;
    }

    private static String text(StreamMessage<String, byte[]> message, String field) {
        return new String(message.getBody().getOrDefault(field, NONE), StandardCharsets.UTF_8);
    }
}
