package hookline.benchmarks;

import io.lettuce.core.api.sync.RedisCommands;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** What Redis itself has noted of commands that took long. */
final class SlowCommands {
    /** Short enough that a commit is always noted, so that nothing noted means nothing ran. */
    private static final long NOTED_MICROS = 500;

    private static final int NOTES = 100_000;
    private static final int DURATION = 2;
    private static final int COMMAND = 3;
    private static final int WORDS = 4;
    private static final double MICROS_A_MILLI = 1e3;

    private final RedisCommands<String, byte[]> redis;

    private SlowCommands(RedisCommands<String, byte[]> redis) {
        this.redis = redis;
    }

    /** Begins to note. */
    static SlowCommands of(BenchmarkRedis server) {
        RedisCommands<String, byte[]> redis = server.connection().sync();
        redis.configSet("slowlog-log-slower-than", Long.toString(NOTED_MICROS));
        redis.configSet("slowlog-max-len", Integer.toString(NOTES));
        redis.slowlogReset();
        return new SlowCommands(redis);
    }

    /**
     * The slowest that was noted.
     *
     * @param command its first words
     */
    record Slowest(double millis, String command) {}

    /** Which took longest since it was last asked. */
    Slowest slowest() {
        Slowest slowest = redis.slowlogGet(NOTES).stream()
                .map(note -> slow((List<?>) note))
                .max(Comparator.comparingDouble(Slowest::millis))
                .orElse(new Slowest(NOTED_MICROS / MICROS_A_MILLI, "none"));
        redis.slowlogReset();
        return slowest;
    }

    private static Slowest slow(List<?> note) {
        String command = ((List<?>) note.get(COMMAND))
                .stream()
                        .limit(WORDS)
                        .map(word -> word instanceof byte[] bytes
                                ? new String(bytes, StandardCharsets.UTF_8)
                                : String.valueOf(word))
                        .collect(Collectors.joining(" "));
        return new Slowest((Long) note.get(DURATION) / MICROS_A_MILLI, command);
    }
}
