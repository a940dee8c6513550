package hookline.streams;

import hookline.schemas.SessionId;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.zip.CRC32;

/**
 * The names of everything that one partition has in Redis.
 *
 * <p>The braces are a Redis Cluster hash tag: all keys of a partition lie in one slot and can change in one step. What
 * readers use lies under {@code hooks:} and is always a hash; what only Hookline touches lies under {@code hookline:}.
 */
public record Keys(int partition) {
    /** Names the partition count and the layout's version; of no partition. */
    public static final String META = "hookline:meta";

    /** Who did what that matters for security; of no partition. */
    public static final String AUDIT = "hookline:audit";

    /** Which retention worker is at work; of no partition. */
    public static final String RETENTION_LOCK = "hookline:retention-lock";

    /** Where every event is published, unless only the partitions' own channels are wanted. */
    public static final String CHANNEL = "hooksdata";

    /** The partition of a session: CRC32 of its id's UTF-8 bytes, modulo the count; 0 where there is no id. */
    public static Keys ofSession(String sessionId, int partitions) {
        if (sessionId.equals(SessionId.UNKNOWN)) {
            return new Keys(0);
        }
        CRC32 crc = new CRC32();
        crc.update(sessionId.getBytes(StandardCharsets.UTF_8));
        return new Keys((int) (crc.getValue() % partitions));
    }

    public String raw() {
        return tagged("hookline:raw:");
    }

    public String log() {
        return tagged("hookline:log:");
    }

    public String dead() {
        return tagged("hookline:dead:");
    }

    /** What Hookline itself took out of the raw stream, to tell what others did. */
    public String rawAccount() {
        return tagged("hookline:raw-account:");
    }

    /** Event id to dead letter, so that a bad event that comes twice is kept once. */
    public String deadIndex() {
        return tagged("hookline:dead-index:");
    }

    /** What was erased, so that the commit refuses it when it arrives late; fields as {@link ErasureScope} names them. */
    public String erased() {
        return tagged("hookline:erased:");
    }

    public String sessions() {
        return tagged("hookline:sessions:");
    }

    public String event(String id) {
        return tagged("hooks:event:") + ":" + id;
    }

    public String session(String sessionId) {
        return tagged("hooks:session:") + ":" + sessionId;
    }

    public String stats(LocalDate day) {
        return tagged("hooks:stats:") + ":" + day;
    }

    /** Where this partition's events are published too, where that is wanted. */
    public String channel() {
        return tagged(CHANNEL + ":");
    }

    private String tagged(String prefix) {
        return prefix + "{" + partition + "}";
    }
}
