package hookline.streams;

import hookline.schemas.RawHook;
import hookline.schemas.SingleObject;
import hookline.schemas.UndecodableException;
import io.lettuce.core.StreamMessage;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;

/** What lies sealed in one partition: raw entries and dead letters, a few in memory at a time. For one thread. */
public final class SealedEntries {
    private final RedisLink link;
    private final Keys keys;

    public SealedEntries(RedisLink link, Keys keys) {
        this.link = link;
        this.keys = keys;
    }

    /**
     * Hands over those that are there when it begins; plain entries and what nobody can decode, which no key opens, are
     * passed over.
     */
    public void forEach(StopSignal stop, Consumer<RawHook> visitor) {
        // In this order, an entry that is rejected meanwhile is seen twice rather than never.
        walk(keys.raw(), SingleObject.RAW_HOOK::decode, stop, visitor);
        walk(keys.dead(), SealedEntries::inLetter, stop, visitor);
    }

    private void walk(String stream, Decoding decoding, StopSignal stop, Consumer<RawHook> visitor) {
        StreamPages.all(
                link,
                stream,
                stop,
                page -> page.forEach(entry -> sealed(entry, decoding).ifPresent(visitor)));
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
