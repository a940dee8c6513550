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
 * @param age since it was made
 * @param idle since its last command
 * @param isReplica whether another server follows this one through it
 */
record Login(long id, String user, String address, Duration age, Duration idle, boolean isReplica) {
    /** Those that read or write while anything goes on do so about once a second. */
    private static final Duration ACTIVE = Duration.ofSeconds(3);

    /** Clients of a cluster ask its nodes for their places, on a connection that they close at once. */
    private static final Duration YOUNG = Duration.ofSeconds(1);

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
                seconds(facts, "age"),
                seconds(facts, "idle"),
                facts.getOrDefault("flags", "").contains("S")));
    }

    private static Duration seconds(Map<String, String> facts, String name) {
        return Duration.ofSeconds(Long.parseLong(facts.getOrDefault(name, "0")));
    }

    /** Whether it will be missed, and so made anew, at once. A very young one may be for a single question. */
    boolean isActive() {
        return age.compareTo(YOUNG) > 0 && idle.compareTo(ACTIVE) < 0;
    }

    /** Where the client runs. */
    String host() {
        int colon = address.lastIndexOf(':');
        return colon < 0 ? address : address.substring(0, colon);
    }
}
