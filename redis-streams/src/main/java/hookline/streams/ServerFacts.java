package hookline.streams;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a server says of itself.
 *
 * @param name {@code redis} or {@code valkey}
 * @param evictionPolicy what it does when memory is full; empty where it does not say
 * @param usedBytes memory that it holds
 * @param maxBytes the limit that was set for it; 0 for none
 * @param time its clock
 */
public record ServerFacts(
        String name, String version, String evictionPolicy, long usedBytes, long maxBytes, Instant time) {
    private static final int OLDEST_MAJOR = 7;

    /** Asks the server. */
    public static ServerFacts of(RedisLink link) {
        Map<String, String> facts = new HashMap<>();
        for (String section : List.of("server", "memory")) {
            facts.putAll(ServerReport.fields(link.call(redis -> redis.info(section))));
        }
        return new ServerFacts(
                facts.getOrDefault("server_name", "redis"),
                facts.getOrDefault("valkey_version", facts.getOrDefault("redis_version", "?")),
                facts.getOrDefault("maxmemory_policy", ""),
                Long.parseLong(facts.getOrDefault("used_memory", "0")),
                Long.parseLong(facts.getOrDefault("maxmemory", "0")),
                time(link));
    }

    /** Whether it has all that Hookline needs. */
    public boolean isRecentEnough() {
        int dot = version.indexOf('.');
        try {
            return dot > 0 && Integer.parseInt(version.substring(0, dot)) >= OLDEST_MAJOR;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    static Instant time(RedisLink link) {
        List<byte[]> time = link.call(redis -> redis.time());
        return Instant.ofEpochSecond(number(time.get(0)), number(time.get(1)) * 1_000);
    }

    private static long number(byte[] text) {
        return Long.parseLong(new String(text, StandardCharsets.UTF_8));
    }
}
