package hookline.streams;

import hookline.schemas.HookType;
import hookline.schemas.PublishedEvent;
import hookline.schemas.PublishedEvent.Clear;
import hookline.schemas.PublishedEvent.Context;
import hookline.schemas.PublishedEvent.Payload;
import hookline.schemas.PublishedEvent.Status;
import hookline.schemas.PublishedJson;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** A session's events, stored and published as processors do; ids say session and number. */
public final class RecordedSession {
    private static final int BATCH = 64;

    private final RedisLink link;
    private final Keys keys;
    private final String sessionId;
    private final String cwd;
    private final List<Commit> waiting = new ArrayList<>();
    private long sequence;

    public RecordedSession(RedisLink link, int partitions, String sessionId, String cwd) {
        this.link = link;
        this.keys = Keys.ofSession(sessionId, partitions);
        this.sessionId = sessionId;
        this.cwd = cwd;
    }

    /** Adds an event whose payload is in the clear; it is stored with the next {@link #store} at the latest. */
    public RecordedSession add(String hook, Instant time, String payload) {
        return add(hook, time, new Clear(payload), Status.SUCCESS, 0);
    }

    /** Adds an event. */
    public RecordedSession add(String hook, Instant time, Payload payload, Status status, int redactions) {
        sequence++;
        HookType type = HookType.parse(hook).orElseThrow();
        String id = sessionId + "-" + sequence;
        PublishedEvent event = new PublishedEvent(
                id,
                type,
                time,
                sessionId,
                sequence,
                status,
                4,
                payload,
                new Context("linux", cwd, "main", "clean", "test"),
                100,
                redactions);
        waiting.add(new Commit.Store(
                "1-1", id, PublishedJson.write(event), type.wireName(), sessionId, sequence, time, cwd, "a-model"));
        if (waiting.size() == BATCH) {
            store();
        }
        return this;
    }

    /** Passes over a number, as one that was lost. */
    public RecordedSession skip() {
        sequence++;
        return this;
    }

    public void store() {
        if (!waiting.isEmpty()) {
            new CommitScript(link, keys, InstantSource.system()).apply(waiting);
            waiting.clear();
        }
    }
}
