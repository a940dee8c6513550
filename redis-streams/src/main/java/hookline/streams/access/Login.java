package hookline.streams.access;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A connection of a user.
 *
 * @param id rises with each connection that a server takes, and is never given again
 * @param address of the client, with its port
 * @param idle since its last command
 * @param isReplica whether another server follows this one through it
 */
record Login(long id, String user, String address, Duration idle, boolean isReplica) {
    /** Those that read or write while anything goes on do so about once a second. */
    private static final Duration ACTIVE = Duration.ofSeconds(3);

    /** Reads a line of {@code CLIENT LIST}; empty where it is none. */
    static Optional<Login> of(String line) {
        Map<String, String> facts = new HashMap<>();
        for (String word : line.strip().split(" ", -1)) {
            int equals = word.indexOf('=');
            if (equals > 0) {
                facts.put(word.substring(0, equals), word.substring(equals + 1));
            }
        }
        if (!facts.keySet().containsAll(Set.of("id", "user", "addr"))) {
            return Optional.empty();
        }
        return Optional.of(new Login(
                Long.parseLong(facts.getOrDefault("id", "0")),
                facts.getOrDefault("user", ""),
                facts.getOrDefault("addr", ""),
                Duration.ofSeconds(Long.parseLong(facts.getOrDefault("idle", "0"))),
                facts.getOrDefault("flags", "").contains("S")));
    }

    /** Whether it will be missed, and so made anew, at once. */
    boolean isActive() {
        return idle.compareTo(ACTIVE) < 0;
    }

    /** Where the client runs. */
    String host() {
        int colon = address.lastIndexOf(':');
        return colon < 0 ? address : address.substring(0, colon);
    }
}
