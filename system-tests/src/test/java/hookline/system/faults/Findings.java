package hookline.system.faults;

import hookline.schemas.PublishedLine;
import hookline.schemas.UndecodableException;
import hookline.schemas.crypto.PayloadDecryption;
import hookline.streams.Keys;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What became of the events that were fired.
 *
 * @param fired how many there were
 * @param refused how many more the spool did not take, and said so
 * @param lost how many have no hash
 * @param altered hashes whose payload nobody fired
 * @param repeated hashes beyond the first of an event
 * @param relogged log entries beyond the first of an event
 * @param unlogged hashes without a log entry, or the other way round
 * @param gaps sequence numbers that are missing below a session's highest
 * @param republished messages beyond the first of an event
 * @param unpublished stored events without a message
 * @param reread events that a reader of the log got again
 * @param longestWait the longest time from the capture of an event to its commit, once all processes were up
 * @param buried dead letters beyond those that were to be
 */
record Findings(
        int fired,
        int refused,
        int lost,
        int altered,
        int repeated,
        int relogged,
        int unlogged,
        long gaps,
        int republished,
        int unpublished,
        int reread,
        Duration longestWait,
        long buried) {

    static Findings of(
            RedisClusterCommands<String, String> redis,
            List<Keys> partitions,
            Oracle oracle,
            Collection<String> published,
            Map<String, Integer> read,
            Instant settled,
            int poison,
            String encryptionKeyset)
            throws GeneralSecurityException, UndecodableException {
        Set<String> fired = oracle.fired();
        PayloadDecryption decryption = PayloadDecryption.with(encryptionKeyset);
        Map<String, Instant> events = new HashMap<>();
        Map<String, Integer> stored = new HashMap<>();
        for (String key : redis.keys("hooks:event:*")) {
            PublishedLine line = PublishedLine.parse(redis.hget(key, "data"));
            events.put(line.id(), line.timestamp());
            stored.merge(Oracle.hash(decryption.payload(line)), 1, Integer::sum);
        }
        List<StreamMessage<String, String>> entries = partitions.stream()
                .flatMap(keys -> redis.xrange(keys.log(), Range.unbounded()).stream())
                .toList();
        List<Map<String, String>> log =
                entries.stream().map(StreamMessage::getBody).toList();
        Map<String, Integer> logged = new HashMap<>();
        log.forEach(entry -> logged.merge(entry.get("id"), 1, Integer::sum));
        Map<String, Integer> messages = new HashMap<>();
        for (String text : published) {
            messages.merge(PublishedLine.parse(text).id(), 1, Integer::sum);
        }
        return new Findings(
                fired.size(),
                oracle.refused(),
                without(fired, stored.keySet()).size(),
                without(stored.keySet(), fired).size(),
                beyondFirst(stored),
                beyondFirst(logged),
                without(events.keySet(), logged.keySet()).size()
                        + without(logged.keySet(), events.keySet()).size(),
                gaps(log),
                beyondFirst(messages),
                without(events.keySet(), messages.keySet()).size(),
                beyondFirst(read),
                longestWait(entries, events, settled),
                partitions.stream().mapToLong(keys -> redis.xlen(keys.dead())).sum() - poison);
    }

    private static Set<String> without(Set<String> all, Set<String> known) {
        Set<String> rest = new HashSet<>(all);
        rest.removeAll(known);
        return rest;
    }

    private static int beyondFirst(Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(count -> count - 1).sum();
    }

    private static Duration longestWait(
            List<StreamMessage<String, String>> log, Map<String, Instant> captured, Instant since) {
        return log.stream()
                .filter(entry -> captured.getOrDefault(entry.getBody().get("id"), Instant.MIN)
                        .isAfter(since))
                .map(entry -> Duration.between(captured.get(entry.getBody().get("id")), time(entry)))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    private static Instant time(StreamMessage<String, String> entry) {
        return Instant.ofEpochMilli(
                Long.parseLong(entry.getId(), 0, entry.getId().indexOf('-'), 10));
    }

    private static long gaps(List<Map<String, String>> log) {
        Map<String, TreeSet<Long>> sequences = new TreeMap<>();
        log.forEach(entry -> sequences
                .computeIfAbsent(entry.get("session_id"), session -> new TreeSet<>())
                .add(Long.valueOf(entry.get("sequence"))));
        return sequences.values().stream()
                .mapToLong(numbers -> numbers.last() - numbers.size())
                .sum();
    }
}
