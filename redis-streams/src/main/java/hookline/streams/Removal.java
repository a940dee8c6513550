package hookline.streams;

import static hookline.streams.Script.utf8;

import hookline.streams.EventLog.LogEntry;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.Range.Boundary;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Finds and removes what one partition committed before a time, one bounded step a call.
 *
 * <p>It starts from the log, the dead letters and the list of sessions, where only processed events stand; the raw
 * stream is never touched. Every step runs on a full Redis too, and doing it twice changes nothing. For one thread at a
 * time.
 */
public final class Removal {
    private static final Script REMOVE_EVENTS = Script.named("remove-events.lua");
    private static final Script COUNT_EVENTS = Script.named("count-events.lua");
    private static final Script REMOVE_SESSIONS = Script.named("remove-sessions.lua");
    private static final Script LOOK_AT_DEAD_LETTERS = Script.named("look-at-dead-letters.lua");
    private static final Script REMOVE_DEAD_LETTERS = Script.named("remove-dead-letters.lua");

    /** Bytes of dead letters that Redis reads in one step: it copies each before it can tell its id. */
    private static final String LOOKED_AT = "1000000";

    private final RedisLink link;
    private final Keys keys;
    private final EventLog log;

    public Removal(RedisLink link, Keys keys) {
        this.link = link;
        this.keys = keys;
        this.log = new EventLog(link, keys);
    }

    /**
     * What went, or would.
     *
     * @param bytes of what readers see of it
     */
    public record Amount(long count, long bytes) {
        static Amount of(List<Long> reply) {
            return new Amount(reply.get(0), reply.get(1));
        }
    }

    /** The server's own time, by which entries are dated; the clocks of hosts differ. */
    public Instant serverTime() {
        return ServerFacts.time(link);
    }

    /** The oldest events behind this log entry that were committed before this time; for paging without removing. */
    public List<LogEntry> eventsBefore(Instant time, String entryId, int count) {
        return log.between(entryId, bound(time), count);
    }

    /** What {@link #removeEvents} would remove. */
    public Amount countEvents(List<LogEntry> oldest) {
        List<String> events =
                oldest.stream().map(entry -> keys.event(entry.id())).distinct().toList();
        return Amount.of(COUNT_EVENTS.integers(link, events, List.of()));
    }

    /**
     * Removes the oldest events, exactly these, from the head of the log.
     *
     * @return how many event hashes went, and the published lines in them
     */
    public Amount removeEvents(List<LogEntry> oldest) {
        List<String> declared = new ArrayList<>();
        declared.add(keys.log());
        oldest.forEach(entry -> declared.add(keys.event(entry.id())));
        String last = oldest.get(oldest.size() - 1).entryId();
        return Amount.of(REMOVE_EVENTS.integers(link, declared, List.of(utf8(StreamPages.behind(last)))));
    }

    /** Sessions that were last seen before this time. */
    public List<String> sessionsBefore(Instant time, int count) {
        Range<Long> range = Range.from(Boundary.unbounded(), Boundary.excluding(time.getEpochSecond()));
        return link.call(redis -> redis.zrangebyscore(keys.sessions(), range, Limit.from(count))).stream()
                .map(Removal::text)
                .collect(Collectors.toList());
    }

    /** How many sessions were last seen before this time. */
    public long countSessions(Instant time) {
        Range<Long> range = Range.from(Boundary.unbounded(), Boundary.excluding(time.getEpochSecond()));
        return link.call(redis -> redis.zcount(keys.sessions(), range));
    }

    /**
     * Removes sessions, unless they were seen again since.
     *
     * @return how many went
     */
    public long removeSessions(List<String> sessions, Instant lastSeenBefore) {
        List<String> declared = new ArrayList<>();
        List<byte[]> arguments = new ArrayList<>();
        declared.add(keys.sessions());
        arguments.add(utf8(Long.toString(lastSeenBefore.getEpochSecond())));
        for (String session : sessions) {
            declared.add(keys.session(session));
            arguments.add(utf8(session));
        }
        return REMOVE_SESSIONS.integer(link, declared, arguments);
    }

    /**
     * A dead letter's place and event.
     *
     * @param bytes of all that it holds
     */
    public record DeadEntry(String entryId, String id, long bytes) {}

    /** The oldest dead letters behind this entry that were buried before this time; fewer of them where they are large. */
    public List<DeadEntry> deadLettersBefore(Instant time, String entryId, int count) {
        List<String> found = LOOK_AT_DEAD_LETTERS.texts(
                link,
                List.of(keys.dead()),
                List.of(utf8(entryId), utf8(bound(time)), utf8(Integer.toString(count)), utf8(LOOKED_AT)));
        List<DeadEntry> letters = new ArrayList<>();
        for (int i = 0; i < found.size(); i += 3) {
            letters.add(new DeadEntry(found.get(i), found.get(i + 1), Long.parseLong(found.get(i + 2))));
        }
        return letters;
    }

    /**
     * Removes the oldest dead letters, exactly these.
     *
     * @return how many went
     */
    public long removeDeadLetters(List<DeadEntry> oldest) {
        List<byte[]> arguments = new ArrayList<>();
        arguments.add(utf8(StreamPages.behind(oldest.get(oldest.size() - 1).entryId())));
        for (DeadEntry letter : oldest) {
            arguments.add(utf8(letter.entryId()));
            arguments.add(utf8(letter.id()));
        }
        return REMOVE_DEAD_LETTERS.integer(link, List.of(keys.dead(), keys.deadIndex()), arguments);
    }

    /** How many of these days have statistics. */
    public long countStats(List<LocalDate> days) {
        return link.call(redis -> redis.exists(statsKeys(days)));
    }

    /**
     * Removes the statistics of whole days.
     *
     * @return how many went
     */
    public long removeStats(List<LocalDate> days) {
        return link.call(redis -> redis.unlink(statsKeys(days)));
    }

    private String[] statsKeys(List<LocalDate> days) {
        return days.stream().map(keys::stats).toArray(String[]::new);
    }

    private static String bound(Instant time) {
        return time.toEpochMilli() + "-0";
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
