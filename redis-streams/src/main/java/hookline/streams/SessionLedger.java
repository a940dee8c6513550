package hookline.streams;

import hookline.schemas.DeadLetter;
import hookline.schemas.RawHook;
import hookline.schemas.SingleObject;
import hookline.schemas.UndecodableException;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.Range.Boundary;
import io.lettuce.core.StreamMessage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * What Redis holds of one session's numbers, looked up in the order in which events flow: one that moves meanwhile is
 * seen twice rather than never. For one thread.
 */
public final class SessionLedger {
    private static final Script COUNT_GONE = Script.named("count-gone.lua");
    private static final int STEP = 200;
    private static final byte[] NONE = {};

    private final SequenceSet waiting = new SequenceSet();
    private final SequenceSet dead = new SequenceSet();
    private final SequenceSet committed = new SequenceSet();
    private final String sessionId;
    private final Keys keys;
    private long deadWithoutSession;
    private long deadRemoved;
    private long erasedEvents;
    private long logged;
    private long everCommitted;
    private long everHighest;
    private boolean erased;

    private SessionLedger(String sessionId, Keys keys) {
        this.sessionId = sessionId;
        this.keys = keys;
    }

    /**
     * Looks up a session.
     *
     * @param stop ends it before the end
     */
    public static SessionLedger of(RedisLink link, Layout layout, String sessionId, StopSignal stop) {
        SessionLedger ledger = new SessionLedger(sessionId, Keys.ofSession(sessionId, layout.partitions()));
        ledger.read(link, stop);
        return ledger;
    }

    /** In the raw stream: what is not processed yet, and what is and will be trimmed. */
    public SequenceSet waiting() {
        return waiting;
    }

    public SequenceSet dead() {
        return dead;
    }

    /** In the log. */
    public SequenceSet committed() {
        return committed;
    }

    /** Dead letters that do not show their session, and may be of this one. */
    public long deadWithoutSession() {
        return deadWithoutSession;
    }

    /** Dead letters that were removed or redriven, of whatever session. */
    public long deadRemoved() {
        return deadRemoved;
    }

    /** Events that were erased one by one, of whatever session. */
    public long erasedEvents() {
        return erasedEvents;
    }

    /** How many events were committed and are no longer in the log, since retention or an erasure removed them. */
    public long removed() {
        return Math.max(0, everCommitted - logged);
    }

    /** The highest number of all that Redis knows; what was lost behind it does not show there. */
    public long highest() {
        return Math.max(Math.max(everHighest, committed.highest()), Math.max(dead.highest(), waiting.highest()));
    }

    /** Whether all of this session, or of a time, was erased, so that numbers from before are gone. */
    public boolean isErased() {
        return erased;
    }

    private void read(RedisLink link, StopSignal stop) {
        StreamPages.all(link, keys.raw(), stop, page -> page.forEach(entry -> addWaiting(entry.getBody())));
        StreamPages.all(link, keys.dead(), stop, page -> page.forEach(entry -> addDead(entry.getBody())));
        readLog(link, stop);
        Map<String, byte[]> session = link.call(redis -> redis.hgetall(keys.session(sessionId)));
        session.forEach((field, value) -> {
            if (field.startsWith("count:")) {
                everCommitted += number(value);
            }
        });
        everHighest = number(session.getOrDefault("sequence", NONE));
        deadRemoved = COUNT_GONE.integer(link, List.of(keys.dead()), List.of());
        ErasureMarks marks = new ErasureMarks(link, keys);
        erased = marks.reach(sessionId);
        erasedEvents = marks.countEvents();
    }

    private void readLog(RedisLink link, StopSignal stop) {
        String place = EventLog.START;
        while (!stop.isRequested()) {
            Range<String> range = Range.from(Boundary.excluding(place), Boundary.unbounded());
            List<StreamMessage<String, byte[]>> page =
                    link.call(redis -> redis.xrange(keys.log(), range, Limit.from(STEP)));
            if (page.isEmpty()) {
                return;
            }
            for (StreamMessage<String, byte[]> entry : page) {
                if (sessionId.equals(text(entry.getBody(), "session_id"))) {
                    logged++;
                    committed.add(number(entry.getBody().getOrDefault("sequence", NONE)));
                }
            }
            place = page.get(page.size() - 1).getId();
        }
    }

    private void addWaiting(Map<String, byte[]> entry) {
        byte[] sealed = entry.get(RawEntry.SEALED);
        if (sealed == null) {
            if (sessionId.equals(text(entry, "session_id"))) {
                waiting.add(number(entry.getOrDefault("sequence", NONE)));
            }
            return;
        }
        try {
            RawHook hook = SingleObject.RAW_HOOK.decode(sealed);
            if (sessionId.equals(hook.getSessionId())) {
                waiting.add(hook.getSequence());
            }
        } catch (UndecodableException e) {
            // It becomes a dead letter that shows no session, and is counted then.
            return;
        }
    }

    private void addDead(Map<String, byte[]> entry) {
        try {
            DeadLetter letter = SingleObject.DEAD_LETTER.decode(entry.getOrDefault("e", NONE));
            if (sessionId.equals(letter.getSessionId())) {
                dead.add(letter.getSequence());
            } else if (letter.getSessionId().isEmpty()) {
                deadWithoutSession++;
            }
        } catch (UndecodableException e) {
            deadWithoutSession++;
        }
    }

    private static String text(Map<String, byte[]> fields, String name) {
        return new String(fields.getOrDefault(name, NONE), StandardCharsets.UTF_8);
    }

    /** What is no number, since somebody else wrote there, counts as none. */
    private static long number(byte[] value) {
        String text = new String(value, StandardCharsets.UTF_8);
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
    }
}
