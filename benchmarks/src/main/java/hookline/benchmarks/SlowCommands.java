package hookline.benchmarks;

import io.lettuce.core.api.sync.RedisCommands;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What Redis itself has noted of commands that took long. */
final class SlowCommands {
    /** Short enough that a commit is always noted, so that nothing noted means nothing ran. */
    private static final long NOTED_MICROS = 500;

    private static final int NOTES = 100_000;
    private static final int DURATION = 2;
    private static final int COMMAND = 3;
    private static final int CLIENT = 4;
    private static final int WORDS = 4;

    /** Who runs what a script calls, as Redis tells it. The script is noted itself, with who called it. */
    private static final String SCRIPT = "?:0";

    private static final Pattern ADDRESS = Pattern.compile("\\baddr=(\\S+)");
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

    /** The addresses of those who are connected now. */
    Set<String> clients() {
        return ADDRESS.matcher(redis.clientList())
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Which took longest of all that was noted since the last {@link #forget}. */
    Slowest slowest() {
        return slowest(client -> true);
    }

    /** The same of those who were not connected at some time before. */
    Slowest slowestWithout(Set<String> clients) {
        return slowest(client -> !clients.contains(client));
    }

    void forget() {
        redis.slowlogReset();
    }

    private Slowest slowest(Predicate<String> isMeant) {
        return redis.slowlogGet(NOTES).stream()
                .map(note -> (List<?>) note)
                .filter(note -> !text(note.get(CLIENT)).equals(SCRIPT) && isMeant.test(text(note.get(CLIENT))))
                .map(SlowCommands::slow)
                // What is done to measure is no part of what is measured: forgetting many notes takes long.
                .filter(slow -> !slow.command().startsWith("SLOWLOG"))
                .max(Comparator.comparingDouble(Slowest::millis))
                .orElse(new Slowest(NOTED_MICROS / MICROS_A_MILLI, "none"));
    }

    private static Slowest slow(List<?> note) {
        String command = ((List<?>) note.get(COMMAND))
                .stream().limit(WORDS).map(SlowCommands::text).collect(Collectors.joining(" "));
        return new Slowest((Long) note.get(DURATION) / MICROS_A_MILLI, command);
    }

    private static String text(Object word) {
        return word instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : String.valueOf(word);
    }
}
