package hookline.streams;

import hookline.schemas.RawHook;
import hookline.schemas.SingleObject;
import io.lettuce.core.RedisFuture;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Appends sealed events to the raw streams of their sessions, many at once over one connection.
 *
 * <p>For one thread at a time.
 */
public final class RawHookStream {
    private final RedisLink link;
    private final Layout layout;

    public RawHookStream(RedisLink link, Layout layout) {
        this.link = link;
        this.layout = layout;
    }

    /**
     * Appends all of them, in this order, or says that it is not known which of them arrived.
     *
     * <p>Sending them again is harmless, since the commit recognises every event by its id.
     *
     * @throws RedisUnavailableException where a reply is missing or Redis refuses for now
     */
    public void append(Collection<RawHook> hooks) {
        link.call(redis -> {
            List<CompletableFuture<String>> replies = new ArrayList<>(hooks.size());
            for (RawHook hook : hooks) {
                String raw =
                        Keys.ofSession(hook.getSessionId(), layout.partitions()).raw();
                RedisFuture<String> reply =
                        redis.xadd(raw, Map.of(RawEntry.SEALED, SingleObject.RAW_HOOK.encode(hook)));
                replies.add(reply.toCompletableFuture());
            }
            return CompletableFuture.allOf(replies.toArray(CompletableFuture[]::new));
        });
    }

    /** Rises whenever a new connection was made, and what was confirmed just before may have been lost. */
    public long generation() {
        return link.generation();
    }
}
