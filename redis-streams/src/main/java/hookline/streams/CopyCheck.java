package hookline.streams;

import hookline.schemas.CopiedRecord;
import hookline.schemas.copy.CopyKind;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Compares a copy with what Redis holds, record by record and field by field; changes nothing. For one thread.
 *
 * <p>An event or a dead letter is equal only where it stands at its place in its stream, too. What is in Redis and not
 * in the copy is counted up to the copy's last place; what was committed since is no difference.
 */
public final class CopyCheck {
    private static final int PAGE = 500;
    private static final byte[] NONE = {};

    private final RedisLink link;
    private final Layout layout;
    private boolean whole;
    private int partitions;
    private long equal;
    private long missing;
    private long different;
    private long eventsInPlace;
    private String last = EventLog.START;

    public CopyCheck(RedisLink link, Layout layout) {
        this.link = link;
        this.layout = layout;
    }

    public long equal() {
        return equal;
    }

    public long missing() {
        return missing;
    }

    public long different() {
        return different;
    }

    /** Compares a record that {@link CopyRules} lets pass. */
    public void take(CopiedRecord copied) {
        switch (copied.getKind()) {
            case CopyKind.HEADER -> {
                whole = "true".equals(copied.getFields().get("whole"));
                partitions = (int) StoredSessions.whole(copied.getFields().getOrDefault("partitions", ""));
            }
            case CopyKind.EVENT -> event(copied);
            case CopyKind.DEAD_LETTER -> letter(copied);
            case CopyKind.ERASED -> {
                boolean asBefore = partitions == layout.partitions() && copied.getPartition() < partitions;
                Keys keys = new Keys(asBefore ? copied.getPartition() : 0);
                byte[] there = link.call(redis -> redis.hget(keys.erased(), copied.getId()));
                count(there == null, is(there, Long.toString(copied.getTime())));
            }
            case CopyKind.SESSION -> facts(copied);
            case CopyKind.STATS -> {
                if (partitions == layout.partitions() && copied.getPartition() < partitions) {
                    facts(copied);
                }
            }
            default -> {
                // The end has nothing to compare.
            }
        }
    }

    /** Events that Redis has and the copy has not, up to the copy's last one; 0 for a copy of a part. */
    public long notInCopy(StopSignal stop) {
        if (!whole) {
            return 0;
        }
        long logged = 0;
        for (int partition = 0; partition < layout.partitions(); partition++) {
            EventLog log = new EventLog(link, new Keys(partition));
            String place = EventLog.START;
            List<EventLog.LogEntry> page = log.upTo(last, place, PAGE);
            while (!page.isEmpty() && !stop.isRequested()) {
                logged += stored(new Keys(partition), page);
                place = page.get(page.size() - 1).entryId();
                page = log.upTo(last, place, PAGE);
            }
        }
        return Math.max(0, logged - eventsInPlace);
    }

    private long stored(Keys keys, List<EventLog.LogEntry> page) {
        List<CompletableFuture<Boolean>> replies = new ArrayList<>();
        link.call(redis -> {
            replies.clear();
            page.forEach(entry ->
                    replies.add(redis.hexists(keys.event(entry.id()), "data").toCompletableFuture()));
            return CompletableFuture.allOf(replies.toArray(CompletableFuture[]::new));
        });
        return replies.stream().filter(CompletableFuture::join).count();
    }

    private void event(CopiedRecord copied) {
        Keys keys = Keys.ofSession(copied.getSessionId(), layout.partitions());
        Map<String, byte[]> hash = link.call(redis -> redis.hgetall(keys.event(copied.getId())));
        Map<String, byte[]> entry = entry(keys.log(), copied.getEntry());
        if (CopyScope.PLACES.compare(copied.getEntry(), last) > 0) {
            last = copied.getEntry();
        }
        if (is(entry.get("id"), copied.getId())) {
            eventsInPlace++;
        }
        boolean same = hash.size() == 5
                && Arrays.equals(hash.getOrDefault("data", NONE), CopyRules.bytes(copied))
                && is(hash.get("timestamp"), Long.toString(copied.getTime()))
                && is(entry.get("id"), copied.getId())
                && is(entry.get("bytes"), copied.getFields().getOrDefault("bytes", ""));
        for (Map<String, byte[]> fields : List.of(hash, entry)) {
            same &= is(fields.get("hook_type"), copied.getHookType())
                    && is(fields.get("session_id"), copied.getSessionId())
                    && is(fields.get("sequence"), Long.toString(copied.getSequence()));
        }
        count(hash.isEmpty(), same);
    }

    private void letter(CopiedRecord copied) {
        Keys keys = new Keys(CopyTarget.partition(copied, layout, partitions));
        byte[] place = link.call(redis -> redis.hget(keys.deadIndex(), copied.getId()));
        Map<String, byte[]> entry = entry(keys.dead(), copied.getEntry());
        boolean same = is(place, copied.getEntry())
                && is(entry.get("id"), copied.getId())
                && Arrays.equals(entry.getOrDefault("e", NONE), CopyRules.bytes(copied));
        for (Map.Entry<String, String> field : copied.getFields().entrySet()) {
            same &= is(entry.get(field.getKey()), field.getValue());
        }
        count(place == null, same);
    }

    private void facts(CopiedRecord copied) {
        String key = CopyFacts.hash(copied, layout);
        Map<String, String> there = StoredSessions.texts(link.call(redis -> redis.hgetall(key)));
        count(there.isEmpty(), there.equals(new TreeMap<>(copied.getFields())));
    }

    private Map<String, byte[]> entry(String stream, String place) {
        Range<String> only = Range.create(place, place);
        List<StreamMessage<String, byte[]>> found = link.call(redis -> redis.xrange(stream, only));
        return found.isEmpty() ? Map.of() : found.get(0).getBody();
    }

    private void count(boolean isMissing, boolean isSame) {
        if (isMissing) {
            missing++;
        } else if (isSame) {
            equal++;
        } else {
            different++;
        }
    }

    private static boolean is(byte @Nullable [] value, String text) {
        return value != null && text.equals(new String(value, StandardCharsets.UTF_8));
    }
}
