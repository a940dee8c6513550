package hookline.streams;

import hookline.schemas.RawHook;
import hookline.schemas.SingleObject;
import hookline.schemas.UndecodableException;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.Range.Boundary;
import io.lettuce.core.StreamMessage;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What lies sealed in one partition: raw entries and dead letters. For one thread at a time. */
public final class SealedEntries {
    private static final int STEP = 100;

    private final RedisLink link;
    private final Keys keys;

    public SealedEntries(RedisLink link, Keys keys) {
        this.link = link;
        this.keys = keys;
    }

    /** Hands over all of them; plain entries and what nobody can decode, which no key opens, are passed over. */
    public void forEach(Consumer<RawHook> visitor) {
        walk(keys.raw(), SingleObject.RAW_HOOK::decode, visitor);
        walk(keys.dead(), SealedEntries::inLetter, visitor);
    }

    private void walk(String stream, Decoding decoding, Consumer<RawHook> visitor) {
        String last = EventLog.START;
        while (true) {
            Range<String> range = Range.from(Boundary.excluding(last), Boundary.unbounded());
            List<StreamMessage<String, byte[]>> entries =
                    link.call(redis -> redis.xrange(stream, range, Limit.from(STEP)));
            if (entries.isEmpty()) {
                return;
            }
            entries.forEach(entry -> sealed(entry, decoding).ifPresent(visitor));
            last = entries.get(entries.size() - 1).getId();
        }
    }

    private static Optional<RawHook> sealed(StreamMessage<String, byte[]> entry, Decoding decoding) {
        byte[] bytes = entry.getBody().get("e");
        try {
            return bytes == null ? Optional.empty() : Optional.of(decoding.decode(bytes));
        } catch (UndecodableException e) {
            return Optional.empty();
        }
    }

    private static RawHook inLetter(byte[] letter) throws UndecodableException {
        ByteBuffer sealed = SingleObject.DEAD_LETTER.decode(letter).getRawHook();
        byte[] raw = new byte[sealed.remaining()];
        sealed.duplicate().get(raw);
        return SingleObject.RAW_HOOK.decode(raw);
    }

    private interface Decoding {
        RawHook decode(byte[] bytes) throws UndecodableException;
    }
}
