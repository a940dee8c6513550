package hookline.settings;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Gives a secret as it is now: every {@link #read} looks again, because passwords rotate while processes run.
 *
 * <p>Sources are safe to share between threads and to log.
 */
public interface SecretSource {
    /**
     * Bounded: a file is at most 64 KiB, a command ends within ten seconds.
     *
     * @throws SecretUnavailableException naming the setting and what to do, never the value
     */
    Secret read();

    /** Where the secret comes from, such as {@code REDIS_PASSWORD_FILE=/run/secrets/redis}; never the secret. */
    String origin();

    /**
     * A file, which is refused where others than its owner can read or change it.
     *
     * @param name what leads to it, for messages
     */
    static SecretSource file(String name, Path path) {
        return new SecretFile(name, path);
    }

    /**
     * A command, whose first line of output is the secret.
     *
     * @param name what leads to it, for messages
     * @param line the command and its arguments, split as a shell does and run without one
     * @return empty where a quote is not closed, or there is no word at all
     */
    static Optional<SecretSource> command(String name, String line) {
        return CommandWords.split(line).map(words -> new SecretCommand(name, words));
    }

    static SecretSource fixed(Secret secret) {
        return new GivenSecret("fixed", secret);
    }
}
