package hookline.streams;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.settings.Environment;
import hookline.settings.RedisSettings;
import hookline.settings.ShardedPubsub;
import io.lettuce.core.KillArgs;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShardedPubsubTest {
    @RegisterExtension
    static final TestRedis TEST_REDIS = new TestRedis();

    private static final Layout LAYOUT = new Layout(3);

    private final List<String> onOneChannel = new CopyOnWriteArrayList<>();
    private final List<String> onShardChannels = new CopyOnWriteArrayList<>();

    private static Redis redis(ShardedPubsub sharded) {
        Map<String, String> environment = new HashMap<>(TEST_REDIS.environment());
        environment.put("HOOKLINE_SHARDED_PUBSUB", sharded.name().toLowerCase(Locale.ROOT));
        return Redis.at(RedisSettings.from(Environment.of(environment)));
    }

    private static void commitOneOfEachPartition(Redis redis) {
        try (RedisLink link = redis.link()) {
            for (int partition = 0; partition < LAYOUT.partitions(); partition++) {
                Commit event = new Commit.Store(
                        "1-1", "e" + partition, "{" + partition + "}", "stop_hook", "s", 1, Instant.EPOCH, "", "");
                new CommitScript(link, new Keys(partition), InstantSource.system()).apply(List.of(event));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"FALSE, 3, 0", "TRUE, 3, 3", "ONLY, 0, 3"})
    void eventsGoToTheChannelOfAllToThatOfTheirPartitionOrToBoth(ShardedPubsub sharded, int toAll, int toPartitions) {
        try (Redis redis = redis(sharded);
                PublishedChannel one = redis.channel();
                PublishedChannel shards = redis.shardChannels(LAYOUT)) {
            one.subscribe(onOneChannel::add);
            shards.subscribe(onShardChannels::add);
            commitOneOfEachPartition(redis);
            await().until(() -> onOneChannel.size() + onShardChannels.size() >= toAll + toPartitions);
            List<String> lines = List.of("{0}", "{1}", "{2}");
            assertEquals(lines.subList(0, toAll), onOneChannel);
            assertEquals(lines.subList(0, toPartitions), onShardChannels);
        }
    }

    @Test
    void readersListenWhereEventsArePublished() {
        try (Redis redis = redis(ShardedPubsub.ONLY);
                PublishedChannel channel = redis.channel(LAYOUT)) {
            channel.subscribe(onShardChannels::add);
            assertTrue(channel.isOpen());
            commitOneOfEachPartition(redis);
            await().until(() -> onShardChannels.size() == LAYOUT.partitions());
        }
    }

    @Test
    void whoseConnectionIsCutOffIsNotOpen() {
        try (Redis redis = redis(ShardedPubsub.ONLY);
                PublishedChannel channel = redis.channel(LAYOUT)) {
            channel.subscribe(onShardChannels::add);
            TEST_REDIS.admin().clientKill(KillArgs.Builder.typePubsub());
            await().until(() -> !channel.isOpen());
        }
    }
}
