package hookline.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Publishes events from Java: an event whose id was returned is in the spool, whether or not an agent or Redis runs.
 *
 * <pre>{@code
 * HookPublisher publisher = HookPublisher.toDefaultHome();
 * String id = publisher.publish("{\"hook_event_name\":\"Stop\",\"session_id\":\"s-1\"}");
 * }</pre>
 *
 * <p>What the spool promises holds here: events survive the end of the process, but not a power cut. Thread-safe.
 */
public final class HookPublisher {
    private static final int DEFAULT_MAX_BYTES = 1024 * 1024;
    private static final Pattern SIZE = Pattern.compile("[1-9][0-9]{0,8}");

    private final Spool spool;
    private final int maxBytes;

    private HookPublisher(Spool spool, int maxBytes) {
        this.spool = spool;
        this.maxBytes = maxBytes;
    }

    /** Publishes to where the hooks of this user publish, with the same limit of size. */
    public static HookPublisher toDefaultHome() {
        return of(System.getenv(), System.getProperty("user.home"));
    }

    /** Publishes to the spool under this home, events of at most 1 MiB. */
    public static HookPublisher to(Path home) {
        return new HookPublisher(Spool.at(home), DEFAULT_MAX_BYTES);
    }

    /** Reads the environment as the hook shim does, or both would not meet in one spool. */
    static HookPublisher of(Map<String, String> environment, String userHome) {
        String home = environment.getOrDefault("HOOKLINE_HOME", "");
        String base = environment.getOrDefault("HOME", "");
        Path folder = home.isEmpty() ? Path.of(base.isEmpty() ? userHome : base, ".hookline") : Path.of(home);
        String size = environment.getOrDefault("HOOKLINE_MAX_PAYLOAD_SIZE", "");
        return new HookPublisher(
                Spool.at(folder), SIZE.matcher(size).matches() ? Integer.parseInt(size) : DEFAULT_MAX_BYTES);
    }

    /**
     * Stores one event whose hook type and session id stand in the JSON itself.
     *
     * @return the event's id
     * @throws SpoolFullException if the spool holds as much as it may
     * @throws IllegalArgumentException if the event is too large, or is not Unicode text
     */
    public String publish(String json) throws IOException {
        return put(json, null, null);
    }

    /**
     * Stores one event.
     *
     * @return the event's id
     * @throws SpoolFullException if the spool holds as much as it may
     * @throws IllegalArgumentException if the event is too large, or is not Unicode text
     */
    public String publish(String json, String hookType, String sessionId) throws IOException {
        return put(json, hookType, sessionId);
    }

    private String put(String json, @Nullable String hookType, @Nullable String sessionId) throws IOException {
        // No text has fewer bytes than characters, and a text that is refused for these is never copied.
        requireAtMost(maxBytes, json.length());
        ByteBuffer payload = encode(json);
        requireAtMost(maxBytes, payload.remaining());
        return spool.put(payload, maxBytes, hookType, sessionId);
    }

    private static void requireAtMost(int maxBytes, int bytes) {
        if (bytes > maxBytes) {
            throw new IllegalArgumentException(
                    "The event has at least " + bytes + " bytes, at most " + maxBytes + " are taken");
        }
    }

    private static ByteBuffer encode(String json) {
        try {
            return StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(json));
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("The event contains half of a surrogate pair", e);
        }
    }
}
