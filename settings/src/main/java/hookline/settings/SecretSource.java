package hookline.settings;

import java.nio.file.Path;

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

    static SecretSource fixed(Secret secret) {
        return new GivenSecret("fixed", secret);
    }
}
