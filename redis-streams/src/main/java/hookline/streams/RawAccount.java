package hookline.streams;

import static hookline.streams.Script.utf8;

import java.util.List;
import java.util.UUID;

/**
 * Notices when entries leave a raw stream by any other hand than Hookline's, whether they were processed or not, or are
 * passed off as processed, and tells each once, to whichever process looks first.
 *
 * <p>Knows what was removed one by one exactly, from what the stream itself counts. Of a stream or a Redis that was
 * emptied as a whole it knows what waited there at the last look. What others acknowledged it notices once it is
 * trimmed, and only as far as nothing was committed twice. For one thread at a time.
 */
public final class RawAccount {
    private static final Script SCRIPT = Script.named("account-raw.lua");

    private final RedisLink link;
    private final Keys keys;
    private String epoch = "";
    private String waiting = "0";

    public RawAccount(RedisLink link, Keys keys) {
        this.link = link;
        this.keys = keys;
    }

    /**
     * What nobody has told of yet.
     *
     * @param removed entries that somebody took out, by trimming, deleting or appending with a limit
     * @param flushed entries that waited, when they were last looked at, in what was emptied since
     * @param skipped entries that were trimmed as processed and that no commit had acknowledged
     */
    public record Missing(long removed, long flushed, long skipped) {
        /** Whether all is accounted for. */
        public boolean isNone() {
            return removed == 0 && flushed == 0 && skipped == 0;
        }
    }

    /** Looks once. */
    public Missing look() {
        List<String> found = SCRIPT.texts(
                link,
                List.of(keys.raw(), keys.rawAccount()),
                List.of(
                        utf8(ConsumerGroup.NAME),
                        utf8(epoch),
                        utf8(waiting),
                        utf8(UUID.randomUUID().toString())));
        epoch = found.get(0);
        waiting = found.get(1);
        return new Missing(Long.parseLong(found.get(2)), Long.parseLong(found.get(3)), Long.parseLong(found.get(4)));
    }
}
