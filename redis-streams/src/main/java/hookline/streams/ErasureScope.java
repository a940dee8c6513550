package hookline.streams;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What is to be erased, and stays refused afterwards.
 *
 * <p>Its mark names it without showing it: neither a session's id nor an event's remains. Who knows the id recognises
 * the mark.
 */
public sealed interface ErasureScope {
    /** Its field in {@link Keys#erased}; {@code commit.lua} makes the same. */
    String mark();

    /** What was captured or arrived before is erased; empty for all that is there now. */
    Optional<Instant> before();

    /**
     * Whether an event falls under it.
     *
     * @param time when it was captured or arrived, whichever was first
     */
    boolean covers(String sessionId, String eventId, Instant time);

    /** All of one session up to now; what it does afterwards is new. */
    record Session(String id) implements ErasureScope {
        @Override
        public String mark() {
            return "s:" + digest(id);
        }

        @Override
        public Optional<Instant> before() {
            return Optional.empty();
        }

        @Override
        public boolean covers(String sessionId, String eventId, Instant time) {
            return id.equals(sessionId);
        }
    }

    /** One event, however often it is sent again. */
    record Event(String id) implements ErasureScope {
        static final String PREFIX = "e:";

        @Override
        public String mark() {
            return PREFIX + digest(id);
        }

        @Override
        public Optional<Instant> before() {
            return Optional.empty();
        }

        @Override
        public boolean covers(String sessionId, String eventId, Instant time) {
            return id.equals(eventId);
        }
    }

    /** Everything that is older. */
    record Older(Instant than) implements ErasureScope {
        /** Unlike the other marks it has no digest, and is never forgotten: there is only one. */
        static final String MARK = "before";

        @Override
        public String mark() {
            return MARK;
        }

        @Override
        public Optional<Instant> before() {
            return Optional.of(than);
        }

        @Override
        public boolean covers(String sessionId, String eventId, Instant time) {
            return time.isBefore(than);
        }
    }

    /** The hash that a server's scripts can compute; it recognises, and protects nothing. */
    private static String digest(String id) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(id.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-1", e);
        }
    }
}
