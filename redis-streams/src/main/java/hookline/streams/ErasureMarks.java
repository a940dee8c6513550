package hookline.streams;

import static hookline.streams.Script.utf8;

import io.lettuce.core.KeyValue;
import io.lettuce.core.MapScanCursor;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * The marks of erasures in one partition, by which the commit refuses what arrives late.
 *
 * <p>All run on a full Redis too, and twice is the same as once. For one thread at a time.
 */
public final class ErasureMarks {
    private static final Script MARK = Script.named("mark-erased.lua");
    private static final Script REMOVE = Script.named("remove-erasure-marks.lua");
    private static final int STEP = 200;

    private final RedisLink link;
    private final Keys keys;

    public ErasureMarks(RedisLink link, Keys keys) {
        this.link = link;
        this.keys = keys;
    }

    /**
     * What there is to erase, since all that comes later is new or refused.
     *
     * @param log the last entry of the log
     * @param raw the last raw entry
     * @param dead the last dead letter
     * @param sessions hashes of sessions that went with the mark
     */
    record Extent(String log, String raw, String dead, long sessions) {}

    /** Sets the mark, and removes the session that it names in the same step. */
    Extent set(ErasureScope scope) {
        return run(
                scope,
                scope.mark(),
                scope.before().map(time -> Long.toString(time.toEpochMilli())).orElse(""));
    }

    /** Sets a mark that a copy has, unless a later one is there; removes nothing. */
    void restore(String mark, long epochMillis) {
        List<String> declared = List.of(keys.erased(), keys.log(), keys.raw(), keys.dead(), keys.sessions());
        MARK.texts(link, declared, List.of(utf8(mark), utf8(Long.toString(epochMillis))));
    }

    /** The same for a dry run, which changes nothing. */
    Extent look(ErasureScope scope) {
        return run(scope, "", "");
    }

    private Extent run(ErasureScope scope, String mark, String time) {
        List<String> declared =
                new ArrayList<>(List.of(keys.erased(), keys.log(), keys.raw(), keys.dead(), keys.sessions()));
        List<byte[]> arguments = new ArrayList<>(List.of(utf8(mark), utf8(time)));
        if (scope instanceof ErasureScope.Session session) {
            declared.add(keys.session(session.id()));
            arguments.add(utf8(session.id()));
        }
        List<String> found = MARK.texts(link, declared, arguments);
        return new Extent(found.get(0), found.get(1), found.get(2), Long.parseLong(found.get(3)));
    }

    /** Whether one reaches all that a session did until some time. */
    boolean reach(String sessionId) {
        String mark = new ErasureScope.Session(sessionId).mark();
        return link.call(redis -> redis.hmget(keys.erased(), mark, ErasureScope.Older.MARK)).stream()
                .anyMatch(KeyValue::hasValue);
    }

    /** How many name one event each. */
    long countEvents() {
        return walk(marks -> marks.keySet().stream()
                .filter(mark -> mark.startsWith(ErasureScope.Event.PREFIX))
                .count());
    }

    /** How many marks of sessions and events are older; what they refuse is then taken again. */
    public long countBefore(Instant time) {
        return walk(marks -> old(marks, time).size());
    }

    /**
     * Removes them.
     *
     * @return how many went
     */
    public long removeBefore(Instant time) {
        return walk(marks -> remove(old(marks, time), time));
    }

    private long walk(ToLongFunction<Map<String, byte[]>> step) {
        long sum = 0;
        ScanArgs limit = ScanArgs.Builder.limit(STEP);
        MapScanCursor<String, byte[]> page = link.call(redis -> redis.hscan(keys.erased(), limit));
        while (true) {
            sum += step.applyAsLong(page.getMap());
            if (page.isFinished()) {
                return sum;
            }
            ScanCursor from = page;
            page = link.call(redis -> redis.hscan(keys.erased(), from, limit));
        }
    }

    private static List<String> old(Map<String, byte[]> marks, Instant time) {
        return marks.entrySet().stream()
                .filter(mark -> !mark.getKey().equals(ErasureScope.Older.MARK))
                .filter(mark -> isBefore(new String(mark.getValue(), StandardCharsets.UTF_8), time))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static boolean isBefore(String millis, Instant time) {
        return millis.matches("\\d{1,15}") && Long.parseLong(millis) < time.toEpochMilli();
    }

    private long remove(List<String> marks, Instant time) {
        if (marks.isEmpty()) {
            return 0;
        }
        List<byte[]> arguments = new ArrayList<>();
        arguments.add(utf8(Long.toString(time.toEpochMilli())));
        marks.forEach(mark -> arguments.add(utf8(mark)));
        return REMOVE.integer(link, List.of(keys.erased()), arguments);
    }
}
