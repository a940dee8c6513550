package hookline.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lettuce.core.Consumer;
import io.lettuce.core.XAddArgs;
import io.lettuce.core.XGroupCreateArgs;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class GroupReportTest {
    @RegisterExtension
    static final TestRedis REDIS = new TestRedis();

    private static final Keys KEYS = new Keys(0);

    private final RedisLink link = REDIS.redis().link();

    @AfterEach
    void disconnect() {
        link.close();
    }

    private static void append(int entries) {
        for (int i = 1; i <= entries; i++) {
            REDIS.admin().xadd(KEYS.raw(), new XAddArgs().id(1000 * i + "-0"), Map.of("n", "" + i));
        }
    }

    @SuppressWarnings("unchecked") // the array of Lettuce's variable arguments
    private static void read(String consumer, int entries) {
        REDIS.admin()
                .xreadgroup(
                        Consumer.from(ConsumerGroup.NAME, consumer),
                        XReadArgs.Builder.count(entries),
                        StreamOffset.lastConsumed(KEYS.raw()));
    }

    @Test
    void tellsWhatWaitsAndWhoHoldsWhat() {
        append(7);
        REDIS.admin()
                .xgroupCreate(
                        StreamOffset.from(KEYS.raw(), "0"), ConsumerGroup.NAME, XGroupCreateArgs.Builder.mkstream());
        read("host-b-0", 3);
        read("host-a-0", 2);
        REDIS.admin().xack(KEYS.raw(), ConsumerGroup.NAME, "1000-0");

        GroupReport report = GroupReport.of(link, KEYS).orElseThrow();

        assertEquals(7, report.length());
        assertEquals(2, report.lag());
        assertEquals(4, report.pending());
        assertEquals(2000, report.oldestPendingMillis());
        assertEquals(
                List.of("host-a-0 2", "host-b-0 2"),
                report.consumers().stream()
                        .map(consumer -> consumer.name() + " " + consumer.pending())
                        .toList());
        assertTrue(report.consumers().stream().allMatch(consumer -> consumer.idleMillis() >= 0));
    }

    @Test
    void aPartitionThatNobodyReadHasNone() {
        assertEquals(Optional.empty(), GroupReport.of(link, KEYS));
        append(1);
        assertEquals(Optional.empty(), GroupReport.of(link, KEYS));
    }
}
