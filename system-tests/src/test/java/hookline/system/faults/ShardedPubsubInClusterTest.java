package hookline.system.faults;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import hookline.settings.Environment;
import hookline.settings.RedisSettings;
import hookline.streams.Commit;
import hookline.streams.CommitScript;
import hookline.streams.Keys;
import hookline.streams.Layout;
import hookline.streams.PublishedChannel;
import hookline.streams.Redis;
import hookline.streams.RedisLink;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The partitions' own channels reach a subscriber in a cluster, and it learns when one moves away from its server. */
@Tag("full")
class ShardedPubsubInClusterTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private final Queue<String> heard = new ConcurrentLinkedQueue<>();
    private final Queue<String> broadcast = new ConcurrentLinkedQueue<>();

    @Test
    void everyPartitionIsHeardBeforeAndAfterItsSlotMoved() throws Exception {
        try (ClusterSite site = new ClusterSite(folder);
                Redis redis = redis(site);
                RedisLink link = redis.link();
                PublishedChannel all = redis.channel()) {
            Layout layout = new Layout(site.partitions());
            all.subscribe(broadcast::add);
            try (PublishedChannel channel = redis.channel(layout)) {
                channel.subscribe(heard::add);
                commitInEachPartition(link, layout, "before");
                await().atMost(LIMIT).until(() -> heard.size() == layout.partitions());
                site.moveSlot(new Random(1));
                await().atMost(LIMIT).until(() -> !channel.isOpen());
            }
            heard.clear();
            await().atMost(LIMIT).ignoreExceptions().until(() -> {
                commitInEachPartition(link, layout, "while it moves " + System.nanoTime());
                return true;
            });
            try (PublishedChannel channel = redis.channel(layout)) {
                await().atMost(LIMIT).ignoreExceptions().until(() -> {
                    channel.subscribe(heard::add);
                    return true;
                });
                commitInEachPartition(link, layout, "after");
                await().atMost(LIMIT).until(() -> Set.copyOf(heard).equals(lines(layout, "after")));
            }
            assertEquals(List.of(), List.copyOf(broadcast));
        }
    }

    private static Redis redis(ClusterSite site) {
        Map<String, String> environment = new HashMap<>(site.environment());
        environment.put("HOOKLINE_SHARDED_PUBSUB", "only");
        return Redis.at(RedisSettings.from(Environment.of(environment)));
    }

    private static void commitInEachPartition(RedisLink link, Layout layout, String when) {
        for (int partition = 0; partition < layout.partitions(); partition++) {
            Commit event = new Commit.Store(
                    "1-1",
                    when + "/" + partition,
                    line(partition, when),
                    "stop_hook",
                    "s" + partition,
                    1,
                    Instant.EPOCH,
                    "",
                    "");
            new CommitScript(link, new Keys(partition), InstantSource.system()).apply(List.of(event));
        }
    }

    private static Set<String> lines(Layout layout, String when) {
        return IntStream.range(0, layout.partitions())
                .mapToObj(partition -> line(partition, when))
                .collect(Collectors.toSet());
    }

    private static String line(int partition, String when) {
        return when + " in partition " + partition;
    }
}
