package hookline.system.faults;

import hookline.client.HookPublisher;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Writes down a hash of every event before it is handed over, knowing nothing of what comes behind. Thread-safe. */
final class Oracle {
    private static final int SESSIONS = 5;

    private final Set<String> fired = ConcurrentHashMap.newKeySet();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger next = new AtomicInteger();

    /** Fires one event and tells its id; one that the spool refuses counts as not fired. */
    String fire(String host, HookPublisher publisher) throws IOException {
        int number = next.incrementAndGet();
        String event = "{\"hook_event_name\":\"Notification\",\"session_id\":\"" + host + "-" + number % SESSIONS
                + "\",\"message\":\"event " + number + " " + "a few words ".repeat(number % 50) + "\"}";
        String hash = hash(event);
        fired.add(hash);
        try {
            return publisher.publish(event);
        } catch (IOException e) {
            fired.remove(hash);
            refused.incrementAndGet();
            throw e;
        }
    }

    /** The hashes of all that was fired so far. */
    Set<String> fired() {
        return Set.copyOf(fired);
    }

    int refused() {
        return refused.get();
    }

    static String hash(String payload) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(payload.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
