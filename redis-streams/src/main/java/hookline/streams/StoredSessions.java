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

/**
 * What is known of sessions: read from their hashes, never from their events, and the newest first.
 *
 * <p>For one thread at a time.
 */
public final class StoredSessions {
    private static final String COUNT = "count:";

    private final RedisLink link;
    private final Layout layout;

    public StoredSessions(RedisLink link, Layout layout) {
        this.link = link;
        this.layout = layout;
    }

    /**
     * A session.
     *
     * @param fields its hash as it is stored, by name
     */
    public record StoredSession(String id, Map<String, String> fields) {
        /** The text of a field; empty where there is none. */
        public String text(String field) {
            return fields.getOrDefault(field, "");
        }

        /** A field that counts; 0 where it is no number, since somebody else wrote there. */
        public long number(String field) {
            return whole(text(field));
        }

        /** When its first event was committed, to the second. */
        public Instant firstSeen() {
            return Instant.ofEpochSecond(number("first_seen"));
        }

        /** When its last event was committed, to the second. */
        public Instant lastSeen() {
            return Instant.ofEpochSecond(number("timestamp"));
        }

        /** Committed events by hook type. */
        public Map<String, Long> counts() {
            Map<String, Long> counts = new TreeMap<>();
            fields.keySet().stream()
                    .filter(field -> field.startsWith(COUNT))
                    .forEach(field -> counts.put(field.substring(COUNT.length()), number(field)));
            return counts;
        }

        /** Committed events of all hook types. */
        public long events() {
            return counts().values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /** Those that were seen last, the newest first. */
    public List<StoredSession> newest(int most) {
        List<ScoredValue<byte[]>> seen = new ArrayList<>();
        for (int partition = 0; partition < layout.partitions(); partition++) {
            String sessions = new Keys(partition).sessions();
            // By rank from the end, since users who only read may ZRANGE.
            seen.addAll(link.call(redis -> redis.zrangeWithScores(sessions, -most, -1)));
        }
        Comparator<ScoredValue<byte[]>> byTime = Comparator.comparingDouble(ScoredValue::getScore);
        return seen.stream()
                .sorted(byTime.reversed())
                .limit(most)
                .map(value -> find(new String(value.getValue(), StandardCharsets.UTF_8)))
                .flatMap(Optional::stream)
                .toList();
    }

    /** One session; empty where it is unknown, or was removed. */
    public Optional<StoredSession> find(String id) {
        String key = Keys.ofSession(id, layout.partitions()).session(id);
        Map<String, String> fields = texts(link.call(redis -> redis.hgetall(key)));
        return fields.isEmpty() ? Optional.empty() : Optional.of(new StoredSession(id, fields));
    }

    static Map<String, String> texts(Map<String, byte[]> fields) {
        Map<String, String> texts = new TreeMap<>();
        fields.forEach((name, value) -> texts.put(name, new String(value, StandardCharsets.UTF_8)));
        return texts;
    }

    static long whole(String text) {
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
    }
}
