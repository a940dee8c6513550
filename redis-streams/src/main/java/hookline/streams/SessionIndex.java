package hookline.streams;

import io.lettuce.core.ScoredValue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The sessions that Redis knows, found without looking through all keys. For one thread at a time. */
public final class SessionIndex {
    private static final String COUNT = "count:";

    private final RedisLink link;
    private final int partitions;

    public SessionIndex(RedisLink link, int partitions) {
        this.link = link;
        this.partitions = partitions;
    }

    /**
     * What is stored of a session; texts are empty where nobody said them.
     *
     * @param firstSeen when its first event was committed, to the second
     * @param lastSeen the same of the last one
     * @param sequence the highest number of an event
     * @param counts events by hook type
     */
    public record SessionFacts(
            String sessionId,
            Instant firstSeen,
            Instant lastSeen,
            long sequence,
            String cwd,
            String model,
            String status,
            Map<String, Long> counts) {
        public SessionFacts {
            counts = Map.copyOf(counts);
        }
    }

    private record Seen(String sessionId, double time) {}

    /** Those that were seen last, over all partitions, the newest first. */
    public List<SessionFacts> newest(int limit) {
        List<Seen> seen = new ArrayList<>();
        for (int partition = 0; partition < partitions; partition++) {
            String index = new Keys(partition).sessions();
            for (ScoredValue<byte[]> one : link.call(redis -> redis.zrangeWithScores(index, -limit, -1))) {
                seen.add(new Seen(new String(one.getValue(), StandardCharsets.UTF_8), one.getScore()));
            }
        }
        return seen.stream()
                .sorted(Comparator.comparingDouble(Seen::time).reversed())
                .limit(limit)
                .flatMap(one -> find(one.sessionId).stream())
                .toList();
    }

    /** One session; empty where nothing is stored of it, or not any more. */
    public Optional<SessionFacts> find(String sessionId) {
        if (partitions == 0) {
            return Optional.empty();
        }
        String key = Keys.ofSession(sessionId, partitions).session(sessionId);
        Map<String, byte[]> fields = link.call(redis -> redis.hgetall(key));
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Long> counts = new TreeMap<>();
        fields.forEach((name, value) -> {
            if (name.startsWith(COUNT)) {
                counts.put(name.substring(COUNT.length()), number(fields, name));
            }
        });
        return Optional.of(new SessionFacts(
                sessionId,
                Instant.ofEpochSecond(number(fields, "first_seen")),
                Instant.ofEpochSecond(number(fields, "timestamp")),
                number(fields, "sequence"),
                text(fields, "cwd"),
                text(fields, "model"),
                text(fields, "status"),
                counts));
    }

    private static String text(Map<String, byte[]> fields, String name) {
        byte[] value = fields.get(name);
        return value == null ? "" : new String(value, StandardCharsets.UTF_8);
    }

    /** What is no number, since somebody else wrote there, counts as none. */
    private static long number(Map<String, byte[]> fields, String name) {
        String text = text(fields, name);
        return text.matches("\\d{1,12}") ? Long.parseLong(text) : 0;
    }
}
