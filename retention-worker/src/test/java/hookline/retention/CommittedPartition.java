package hookline.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hookline.schemas.DeadLetter;
import hookline.streams.Commit;
import hookline.streams.CommitScript;
import hookline.streams.ConsumerGroup;
import hookline.streams.Keys;
import hookline.streams.RawEntry;
import hookline.streams.RedisLink;
import hookline.streams.Verdict;
import io.lettuce.core.Range;
import io.lettuce.core.ScoredValue;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XAddArgs;
import io.lettuce.core.api.sync.RedisCommands;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A partition as processors leave it behind; what was committed can be made older. */
final class CommittedPartition {
    private final Keys keys;
    private final RedisCommands<String, String> admin;
    private final ConsumerGroup group;
    private final CommitScript commit;

    /** Makes the consumer group; statistics are written under the given day. */
    CommittedPartition(RedisLink link, RedisCommands<String, String> admin, Keys keys, Instant statsDay) {
        this.keys = keys;
        this.admin = admin;
        this.group = new ConsumerGroup(link, keys, "test", deleted -> {});
        this.commit = new CommitScript(link, keys, () -> statsDay);
        group.create();
    }

    /** The given number of different names. */
    static List<String> names(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
    }

    /** Makes raw entries that nobody has read. */
    void append(int count) {
        for (int i = 0; i < count; i++) {
            admin.xadd(keys.raw(), Map.of("payload", "{\"number\":" + i + "}"));
        }
    }

    /** Reads raw entries, which stay pending. */
    List<RawEntry> read(int count) {
        List<RawEntry> entries = group.readNew(count, Duration.ofSeconds(1));
        assertEquals(count, entries.size());
        return entries;
    }

    void store(String session, List<String> ids) {
        process(ids, Verdict.STORED, (entryId, id) -> stored(entryId, id, session));
    }

    /** Stores each event in a session of the same name. */
    void storeInOwnSessions(List<String> ids) {
        process(ids, Verdict.STORED, (entryId, id) -> stored(entryId, id, id));
    }

    void bury(List<String> ids) {
        process(
                ids,
                Verdict.DEAD,
                (entryId, id) -> new Commit.Bury(
                        entryId,
                        new DeadLetter(id, "", 0L, 0L, "NOT_JSON", "no JSON", 1, 99L, ByteBuffer.allocate(3))));
    }

    private static Commit stored(String entryId, String id, String session) {
        return new Commit.Store(entryId, id, "{\"id\":\"" + id + "\"}", "stop_hook", session, 1, Instant.EPOCH, "", "");
    }

    private void process(List<String> ids, Verdict expected, BiFunction<String, String, Commit> outcome) {
        append(ids.size());
        List<RawEntry> entries = read(ids.size());
        List<Commit> batch = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            batch.add(outcome.apply(entries.get(i).entryId(), ids.get(i)));
        }
        assertEquals(Set.of(expected), Set.copyOf(commit.apply(batch)));
    }

    /** Makes all that was committed so far this much older. */
    void makeOlderBy(Duration by) {
        shift(keys.log(), by);
        shift(keys.dead(), by);
        for (StreamMessage<String, String> letter : admin.xrange(keys.dead(), Range.unbounded())) {
            admin.hset(keys.deadIndex(), letter.getBody().get("id"), letter.getId());
        }
        for (ScoredValue<String> session : admin.zrangeWithScores(keys.sessions(), 0, -1)) {
            admin.zadd(keys.sessions(), session.getScore() - by.toSeconds(), session.getValue());
        }
    }

    private void shift(String stream, Duration by) {
        List<StreamMessage<String, String>> entries = admin.xrange(stream, Range.unbounded());
        admin.del(stream);
        for (StreamMessage<String, String> entry : entries) {
            int dash = entry.getId().indexOf('-');
            long millis = Long.parseLong(entry.getId().substring(0, dash)) - by.toMillis();
            admin.xadd(stream, new XAddArgs().id(millis + entry.getId().substring(dash)), entry.getBody());
        }
    }

    Set<String> events() {
        return namesUnder(keys.event(""));
    }

    Set<String> sessions() {
        return namesUnder(keys.session(""));
    }

    Set<String> deadLetters() {
        Set<String> letters = admin.xrange(keys.dead(), Range.unbounded()).stream()
                .map(letter -> letter.getBody().get("id"))
                .collect(Collectors.toSet());
        assertEquals(letters, Set.copyOf(admin.hkeys(keys.deadIndex())), "letters and their index differ");
        return letters;
    }

    private Set<String> namesUnder(String prefix) {
        return admin.keys(prefix + "*").stream()
                .map(key -> key.substring(prefix.length()))
                .collect(Collectors.toSet());
    }
}
