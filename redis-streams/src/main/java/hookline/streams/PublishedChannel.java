package hookline.streams;

import hookline.settings.SecretUnavailableException;
import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.models.partitions.Partitions;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.cluster.pubsub.StatefulRedisClusterPubSubConnection;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Subscribes to the channel of published events, or to those of the partitions; at most once, as pub/sub is: what
 * passes while a connection is down is not seen here.
 */
public final class PublishedChannel implements AutoCloseable {
    private final Redis redis;
    private final List<String> shardChannels;
    private final List<StatefulRedisPubSubConnection<String, byte[]>> servers = new ArrayList<>();
    private @Nullable StatefulRedisPubSubConnection<String, byte[]> connection;
    private volatile boolean hasMoved;

    /** Prepares it; with no shard channels for {@link Keys#CHANNEL}. */
    PublishedChannel(Redis redis, List<String> shardChannels) {
        this.redis = redis;
        this.shardChannels = shardChannels;
    }

    /**
     * Subscribes, and returns once Redis has confirmed it.
     *
     * @param listener gets each published line, on the client's own threads, which it must not block; one of them,
     *     unless it follows the partitions' own channels
     */
    public void subscribe(Consumer<String> listener) {
        try {
            AbstractRedisClient client = redis.readyClient();
            StatefulRedisPubSubConnection<String, byte[]> open = client instanceof RedisClusterClient cluster
                    ? cluster.connectPubSub(Redis.CODEC)
                    : ((RedisClient) client).connectPubSub(Redis.CODEC);
            connection = open;
            if (shardChannels.isEmpty()) {
                listening(open, listener).sync().subscribe(Keys.CHANNEL);
            } else if (open instanceof StatefulRedisClusterPubSubConnection<String, byte[]> cluster) {
                channelsByOwner(cluster.getPartitions())
                        .forEach((owner, channels) -> subscribe(cluster.getConnection(owner), channels, listener));
            } else {
                subscribe(open, shardChannels, listener);
            }
        } catch (RedisException | SecretUnavailableException e) {
            throw new RedisUnavailableException("Published events cannot be followed", e);
        }
    }

    private Map<String, List<String>> channelsByOwner(Partitions nodes) {
        return shardChannels.stream().collect(Collectors.groupingBy(channel -> {
            RedisClusterNode owner = nodes.getPartitionBySlot(SlotHash.getSlot(channel));
            if (owner == null) {
                throw new RedisException("No server of the cluster has the slot of " + channel);
            }
            return owner.getNodeId();
        }));
    }

    private void subscribe(
            StatefulRedisPubSubConnection<String, byte[]> server, List<String> channels, Consumer<String> listener) {
        StatefulRedisPubSubConnection<String, byte[]> listening = listening(server, listener);
        // A cluster takes several in one command only where they have one slot.
        channels.forEach(channel -> listening.sync().ssubscribe(channel));
    }

    private StatefulRedisPubSubConnection<String, byte[]> listening(
            StatefulRedisPubSubConnection<String, byte[]> server, Consumer<String> listener) {
        servers.add(server);
        server.addListener(new RedisPubSubAdapter<>() {
            @Override
            public void message(String channel, byte[] message) {
                listener.accept(new String(message, StandardCharsets.UTF_8));
            }

            @Override
            public void smessage(String shardChannel, byte[] message) {
                message(shardChannel, message);
            }

            @Override
            public void sunsubscribed(String shardChannel, long count) {
                hasMoved = true;
            }
        });
        return server;
    }

    /**
     * Whether it is subscribed still: Redis cuts off who reads too slowly, a cluster whose channel moves elsewhere, and
     * nothing connects again by itself.
     */
    public boolean isOpen() {
        return !servers.isEmpty() && !hasMoved && servers.stream().allMatch(StatefulRedisPubSubConnection::isOpen);
    }

    @Override
    public void close() {
        if (connection != null) {
            connection.close();
        }
    }
}
