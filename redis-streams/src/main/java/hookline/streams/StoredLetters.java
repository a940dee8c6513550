package hookline.streams;

import static hookline.streams.Script.utf8;

import hookline.schemas.DeadLetter;
import hookline.schemas.SingleObject;
import hookline.schemas.UndecodableException;
import io.lettuce.core.Range;
import io.lettuce.core.Range.Boundary;
import io.lettuce.core.StreamMessage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The dead letters of one partition: looked at, sent through the pipeline again, or removed. Each is in its stream or
 * back in the raw stream at any time, never in both and never in none. For one thread at a time.
 */
public final class StoredLetters {
    private static final Script REDRIVE = Script.named("redrive-dead-letter.lua");
    private static final Script REMOVE = Script.named("erase-dead-letters.lua");
    private static final byte[] NONE = {};

    private final RedisLink link;
    private final Keys keys;

    public StoredLetters(RedisLink link, Keys keys) {
        this.link = link;
        this.keys = keys;
    }

    /**
     * A dead letter as it is stored.
     *
     * @param entryId its place in the stream
     * @param id the event's identity
     * @param sessionId empty where the letter does not show it
     * @param sealed the sealed event; empty where there is none any more
     */
    public record StoredLetter(
            String entryId,
            String id,
            String sessionId,
            long sequence,
            String reason,
            String detail,
            int deliveries,
            Instant rejectedAt,
            Optional<ByteBuffer> sealed) {}

    /** Hands over those that are there when it begins, oldest first, a few in memory at a time. */
    public void forEach(StopSignal stop, Consumer<StoredLetter> visitor) {
        StreamPages.all(link, keys.dead(), stop, page -> page.forEach(entry -> visitor.accept(read(entry))));
    }

    /** The letter of one event. */
    public Optional<StoredLetter> find(String eventId) {
        byte[] place = link.call(redis -> redis.hget(keys.deadIndex(), eventId));
        if (place == null) {
            return Optional.empty();
        }
        String entryId = text(place);
        Range<String> there = Range.from(Boundary.including(entryId), Boundary.including(entryId));
        return link.call(redis -> redis.xrange(keys.dead(), there)).stream()
                .map(StoredLetters::read)
                .findFirst();
    }

    /** Sends the event through the pipeline again, under its own id; false where the letter is gone, or has no event. */
    public boolean redrive(StoredLetter letter) {
        if (letter.sealed().isEmpty()) {
            return false;
        }
        ByteBuffer sealed = letter.sealed().get().duplicate();
        byte[] event = new byte[sealed.remaining()];
        sealed.get(event);
        return REDRIVE.integer(
                        link,
                        List.of(keys.raw(), keys.dead(), keys.deadIndex()),
                        List.of(utf8(letter.entryId()), utf8(letter.id()), event))
                == 1;
    }

    /** Removes it for good; false where it is gone already. */
    public boolean remove(StoredLetter letter) {
        return REMOVE.integer(
                        link,
                        List.of(keys.dead(), keys.deadIndex()),
                        List.of(utf8(letter.entryId()), utf8(letter.id())))
                == 1;
    }

    /** What cannot be decoded is a letter without an event all the same, so that it can be seen and purged. */
    private static StoredLetter read(StreamMessage<String, byte[]> entry) {
        String id = text(entry.getBody().getOrDefault("id", NONE));
        try {
            DeadLetter letter = SingleObject.DEAD_LETTER.decode(entry.getBody().getOrDefault("e", NONE));
            return new StoredLetter(
                    entry.getId(),
                    id,
                    letter.getSessionId(),
                    letter.getSequence(),
                    letter.getReason(),
                    letter.getDetail(),
                    letter.getDeliveries(),
                    Instant.ofEpochMilli(letter.getRejectedAt()),
                    letter.getRawHook().hasRemaining() ? Optional.of(letter.getRawHook()) : Optional.empty());
        } catch (UndecodableException e) {
            Instant buried = Instant.ofEpochMilli(
                    Long.parseLong(entry.getId().substring(0, entry.getId().indexOf('-'))));
            String reason = text(entry.getBody().getOrDefault("reason", NONE));
            return new StoredLetter(
                    entry.getId(), id, "", 0, reason, "the letter cannot be decoded", 0, buried, Optional.empty());
        }
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
