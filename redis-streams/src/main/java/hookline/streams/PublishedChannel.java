package hookline.streams;

import hookline.settings.SecretUnavailableException;
import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Subscribes to the channel of published events; at most once, as pub/sub is: what passes while the connection is down
 * is not seen here.
 */
public final class PublishedChannel implements AutoCloseable {
    private final Redis redis;
    private @Nullable StatefulRedisPubSubConnection<String, byte[]> connection;

    PublishedChannel(Redis redis) {
        this.redis = redis;
    }

    /**
     * Subscribes, and returns once Redis has confirmed it.
     *
     * @param listener gets each published line, on the client's own thread, which it must not block
     */
    public void subscribe(Consumer<String> listener) {
        try {
            AbstractRedisClient client = redis.readyClient();
            StatefulRedisPubSubConnection<String, byte[]> open = client instanceof RedisClusterClient cluster
                    ? cluster.connectPubSub(Redis.CODEC)
                    : ((RedisClient) client).connectPubSub(Redis.CODEC);
            connection = open;
            open.addListener(new RedisPubSubAdapter<>() {
                @Override
                public void message(String channel, byte[] message) {
                    listener.accept(new String(message, StandardCharsets.UTF_8));
                }
            });
            open.sync().subscribe(Keys.CHANNEL);
        } catch (RedisException | SecretUnavailableException e) {
            throw new RedisUnavailableException("The channel " + Keys.CHANNEL + " cannot be followed", e);
        }
    }

    /** Whether it is subscribed still: Redis cuts off who reads too slowly, and nothing connects again by itself. */
    public boolean isOpen() {
        return connection != null && connection.isOpen();
    }

    @Override
    public void close() {
        if (connection != null) {
            connection.close();
        }
    }
}
