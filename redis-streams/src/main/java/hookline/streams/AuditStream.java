package hookline.streams;

import static hookline.streams.Script.utf8;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.Range.Boundary;
import io.lettuce.core.StreamMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The audit stream in Redis, to which one writer at a time appends behind the entry that it has seen last. */
public final class AuditStream {
    private static final Script APPEND = Script.named("append-audit.lua");
    private static final Script LOOK = Script.named("look-at-audit.lua");
    private static final List<String> KEYS = List.of(Keys.AUDIT);

    private final RedisLink link;

    public AuditStream(RedisLink link) {
        this.link = link;
    }

    /** An entry and its place. */
    public record Stored(String entryId, Map<String, String> fields) {
        /** Whether it was appended before a time in epoch milliseconds. */
        public boolean isBefore(long millis) {
            return Long.parseLong(entryId, 0, entryId.indexOf('-'), 10) < millis;
        }
    }

    /**
     * What Redis remembers of entries that may be gone.
     *
     * @param lastId the last id that was given
     * @param deletedId the greatest id that was deleted one by one, or {@link EventLog#START}
     */
    public record Traces(String lastId, String deletedId) {}

    /** The newest entry. */
    public Optional<Stored> last() {
        return first(link.call(redis -> redis.xrevrange(Keys.AUDIT, Range.unbounded(), Limit.from(1))));
    }

    /** The newest entry from before a time in epoch milliseconds. */
    public Optional<Stored> lastBefore(long millis) {
        Range<String> range = Range.from(Boundary.unbounded(), Boundary.excluding(millis + "-0"));
        return first(link.call(redis -> redis.xrevrange(Keys.AUDIT, range, Limit.from(1))));
    }

    /** The oldest entries behind this one. */
    public List<Stored> after(String entryId, int count) {
        Range<String> range = Range.from(Boundary.excluding(entryId), Boundary.unbounded());
        return link.call(redis -> redis.xrange(Keys.AUDIT, range, Limit.from(count))).stream()
                .map(AuditStream::stored)
                .toList();
    }

    public Traces traces() {
        List<String> found = LOOK.texts(link, KEYS, List.of());
        return new Traces(found.get(0), found.get(1));
    }

    /**
     * Appends, unless another entry has come behind the given one.
     *
     * @param last the newest entry's id, empty where there is none
     * @return whether it was appended
     */
    public boolean append(String last, Map<String, String> fields) {
        return append(last, "", fields);
    }

    /** Appends likewise, and removes all up to and with the given entry in the same step. */
    public boolean appendAndTrim(String last, String lastToGo, Map<String, String> fields) {
        return append(last, StreamPages.behind(lastToGo), fields);
    }

    private boolean append(String last, String firstToKeep, Map<String, String> fields) {
        List<byte[]> arguments = new ArrayList<>(List.of(utf8(last), utf8(firstToKeep)));
        fields.forEach((name, value) -> {
            arguments.add(utf8(name));
            arguments.add(utf8(value));
        });
        return APPEND.integer(link, KEYS, arguments) == 1;
    }

    private static Optional<Stored> first(List<StreamMessage<String, byte[]>> messages) {
        return messages.stream().findFirst().map(AuditStream::stored);
    }

    private static Stored stored(StreamMessage<String, byte[]> message) {
        Map<String, String> fields = new LinkedHashMap<>();
        message.getBody().forEach((name, value) -> fields.put(name, new String(value, StandardCharsets.UTF_8)));
        return new Stored(message.getId(), fields);
    }
}
