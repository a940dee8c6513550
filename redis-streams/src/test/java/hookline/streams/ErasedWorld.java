package hookline.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import hookline.schemas.DeadLetter;
import hookline.schemas.HookCapture;
import hookline.schemas.RawHook;
import hookline.schemas.SingleObject;
import hookline.schemas.crypto.Keysets;
import hookline.schemas.crypto.Sealing;
import io.lettuce.core.Range;
import io.lettuce.core.api.sync.RedisCommands;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Two partitions as agents and processors leave them behind, to erase from. */
final class ErasedWorld {
    static final Layout LAYOUT = new Layout(2);
    static final String SEALING = Keysets.newSealingKeyset();

    private final RedisLink link;
    private final RedisCommands<String, String> admin;
    private final Sealing sealing;

    ErasedWorld(RedisLink link, RedisCommands<String, String> admin) throws Exception {
        this.link = link;
        this.admin = admin;
        this.sealing = Sealing.to(Keysets.publicHalf(SEALING), InstantSource.system());
        for (int partition = 0; partition < LAYOUT.partitions(); partition++) {
            group(new Keys(partition)).create();
        }
    }

    ConsumerGroup group(Keys keys) {
        return new ConsumerGroup(link, keys, "test", deleted -> {});
    }

    Verdict store(String session, String id, Instant captured) {
        Keys keys = keys(session);
        String json = "{\"id\":\"" + id + "\",\"hook_type\":\"stop_hook\",\"timestamp\":\"" + captured
                + "\",\"session_id\":\""
                + new String(JsonStringEncoder.getInstance().quoteAsString(session))
                + "\",\"sequence\":1,\"payload\":{}}";
        return commit(keys, new Commit.Store(delivered(keys), id, json, "stop_hook", session, 1, captured, "/h", "m"));
    }

    /** A dead letter in this session's partition; it shows no session where the outer one is empty. */
    Verdict bury(String session, String outerSession, String id, Instant captured, String payload) {
        Keys keys = keys(session);
        RawHook hook = seal(outerSession, id, captured, payload);
        DeadLetter letter = new DeadLetter(
                id,
                outerSession,
                1L,
                captured.toEpochMilli(),
                "NOT_JSON",
                "no JSON",
                1,
                99L,
                ByteBuffer.wrap(SingleObject.RAW_HOOK.encode(hook)));
        return commit(keys, new Commit.Bury(delivered(keys), letter));
    }

    /** A raw entry that no processor has read. */
    void append(String session, String id, Instant captured) {
        new RawHookStream(link, LAYOUT).append(List.of(seal(session, id, captured, "{}")));
    }

    List<RawEntry> read(Keys keys) {
        return group(keys).readNew(100, Duration.ofMillis(1));
    }

    Keys keys(String session) {
        return Keys.ofSession(session, LAYOUT.partitions());
    }

    /** Every value of every key of ours, but for the marks, and for counts. */
    Set<String> contents() {
        Set<String> contents = new TreeSet<>();
        Contents.forEach(link, (key, value) -> {
            if (Stream.of("hookline:erased:", "hooks:stats:", "hookline:raw-account:")
                    .noneMatch(key::startsWith)) {
                contents.add(key + " " + new String(value, StandardCharsets.UTF_8));
            }
        });
        return contents;
    }

    long pending(Keys keys) {
        return admin.xpending(keys.raw(), ConsumerGroup.NAME).getCount();
    }

    long deadLetters() {
        long letters = 0;
        for (int partition = 0; partition < LAYOUT.partitions(); partition++) {
            Keys keys = new Keys(partition);
            letters += admin.xlen(keys.dead());
            assertEquals(admin.xlen(keys.dead()), admin.hlen(keys.deadIndex()), "letters and their index differ");
        }
        return letters;
    }

    /** What is published and stored of a session, by the log. */
    List<String> logged(String session) {
        List<String> ids = new ArrayList<>();
        admin.xrange(keys(session).log(), Range.unbounded()).forEach(entry -> {
            if (session.equals(entry.getBody().get("session_id"))) {
                ids.add(entry.getBody().get("id"));
            }
        });
        return ids;
    }

    private Verdict commit(Keys keys, Commit commit) {
        return new CommitScript(link, keys, InstantSource.system())
                .apply(List.of(commit))
                .get(0);
    }

    /** The place of an entry that processors have trimmed. */
    private String delivered(Keys keys) {
        String entry = admin.xadd(keys.raw(), Map.of("payload", "{}"));
        admin.xdel(keys.raw(), entry);
        return entry;
    }

    private RawHook seal(String session, String id, Instant captured, String payload) {
        HookCapture capture = new HookCapture(
                ByteBuffer.wrap(payload.getBytes(StandardCharsets.UTF_8)), "Stop", null, "", "", "", "", false, 0L);
        return sealing.seal(id, session, 1, captured, capture);
    }
}
