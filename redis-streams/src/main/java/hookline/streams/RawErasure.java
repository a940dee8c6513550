package hookline.streams;

import static hookline.streams.Script.utf8;

import hookline.schemas.RawHook;
import hookline.schemas.SingleObject;
import hookline.schemas.UndecodableException;
import io.lettuce.core.StreamMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Erases what waits in a raw stream, as far as it shows outside whose it is; the commit refuses the rest. */
final class RawErasure {
    private static final Script ERASE = Script.named("erase-raw.lua");
    private static final byte[] NONE = {};

    private final RedisLink link;
    private final Keys keys;
    private final ErasureScope scope;
    private final boolean dryRun;

    RawErasure(RedisLink link, Keys keys, ErasureScope scope, boolean dryRun) {
        this.link = link;
        this.keys = keys;
        this.scope = scope;
        this.dryRun = dryRun;
    }

    void upTo(String last, StopSignal stop, Consumer<Erased> steps) {
        StreamPages.upTo(link, keys.raw(), last, stop, page -> steps.accept(erase(page)));
    }

    private Erased erase(List<StreamMessage<String, byte[]>> page) {
        List<byte[]> covered = new ArrayList<>();
        long closed = 0;
        for (StreamMessage<String, byte[]> entry : page) {
            Envelope envelope = envelope(entry);
            if (scope.covers(envelope.session(), envelope.id(), envelope.time())) {
                covered.add(utf8(entry.getId()));
            } else if (scope instanceof ErasureScope.Session
                    && envelope.session().isEmpty()) {
                closed++;
            }
        }
        boolean none = covered.isEmpty();
        long erased =
                none || dryRun ? covered.size() : ERASE.integer(link, List.of(keys.raw(), keys.rawAccount()), covered);
        return Erased.rawEntries(erased, closed);
    }

    private static Envelope envelope(StreamMessage<String, byte[]> entry) {
        Map<String, byte[]> fields = entry.getBody();
        byte[] sealed = fields.get(RawEntry.SEALED);
        if (sealed != null) {
            try {
                RawHook hook = SingleObject.RAW_HOOK.decode(sealed);
                return Envelope.of(hook.getId(), hook.getSessionId(), hook.getCapturedAt(), entry.getId());
            } catch (UndecodableException e) {
                return Envelope.of("", "", 0, entry.getId());
            }
        }
        return Envelope.of(text(fields, "id"), text(fields, "session_id"), 0, entry.getId());
    }

    private static String text(Map<String, byte[]> fields, String name) {
        return new String(fields.getOrDefault(name, NONE), StandardCharsets.UTF_8);
    }
}
