package hookline.streams;

import hookline.settings.SecretSource;
import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisCredentialsProvider.ImmediateRedisCredentialsProvider;
import org.jspecify.annotations.Nullable;

/**
 * User and password as they were last read, which is anew before each connection. Thread-safe.
 *
 * <p>Reading may run a command, so whoever connects does it, not the client's own threads. A provider that answers later
 * would let Lettuce tell a refused password as a closed connection at times: its answer and the close race then.
 */
final class RedisLogin implements ImmediateRedisCredentialsProvider {
    private final @Nullable String username;
    private final SecretSource password;
    private volatile @Nullable RedisCredentials current;

    RedisLogin(String username, SecretSource password) {
        this.username = username.isEmpty() ? null : username;
        this.password = password;
    }

    /**
     * Reads the password again.
     *
     * @throws hookline.settings.SecretUnavailableException where it cannot be read
     */
    RedisCredentials read() {
        RedisCredentials read =
                RedisCredentials.just(username, password.read().reveal().toCharArray());
        current = read;
        return read;
    }

    @Override
    public RedisCredentials resolveCredentialsNow() {
        RedisCredentials known = current;
        return known == null ? read() : known;
    }
}
