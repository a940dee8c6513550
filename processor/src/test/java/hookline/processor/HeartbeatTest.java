package hookline.processor;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.streams.ConsumerGroup;
import hookline.streams.Keys;
import hookline.streams.RawEntry;
import hookline.streams.RedisLink;
import hookline.streams.RedisOutage;
import hookline.streams.StopSignal;
import hookline.streams.TestRedis;
import io.lettuce.core.Consumer;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.XClaimArgs;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HeartbeatTest {
    @RegisterExtension
    static final TestRedis TEST_REDIS = new TestRedis();

    private static final Keys KEYS = new Keys(0);
    private static final Duration CLAIM_IDLE = Duration.ofMillis(30);

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T10:00:00Z"));
    private final InstantSource clock = now::get;

    private static long idleMillis() {
        return TEST_REDIS.admin().xpending(KEYS.raw(), ConsumerGroup.NAME, Range.unbounded(), Limit.from(1)).stream()
                .findFirst()
                .orElseThrow()
                .getMsSinceLastDelivery();
    }

    private static void layIdleForAnHour(String id) {
        TEST_REDIS
                .admin()
                .xclaim(
                        KEYS.raw(),
                        Consumer.from(ConsumerGroup.NAME, "slow"),
                        XClaimArgs.Builder.justid().idle(Duration.ofHours(1)),
                        id);
    }

    @Test
    void aSlowConsumerKeepsWhatItHasInHandAndLosesWhatItReleased() throws Exception {
        StopSignal stop = new StopSignal();
        try (RedisLink link = TEST_REDIS.redis().link();
                RedisLink other = TEST_REDIS.redis().link()) {
            ConsumerGroup group = new ConsumerGroup(link, KEYS, "slow", deleted -> {});
            group.create();
            TEST_REDIS.admin().xadd(KEYS.raw(), Map.of("payload", "{}"));
            List<RawEntry> batch = group.readNew(1, Duration.ofSeconds(1));
            EntriesInHand inHand = new EntriesInHand(group.over(other), clock);
            Heartbeat heartbeat = new Heartbeat(List.of(inHand), CLAIM_IDLE, new RedisOutage("Holding"), stop);
            Thread beating = new Thread(heartbeat, "heartbeat");
            beating.start();
            try {
                layIdleForAnHour(batch.get(0).entryId());
                inHand.take(batch);
                assertEquals(0, inHand.beat(CLAIM_IDLE), "it is in hand for no time yet");
                now.updateAndGet(time -> time.plus(CLAIM_IDLE));
                await().until(() -> idleMillis() < Duration.ofMinutes(30).toMillis());

                inHand.release();
                layIdleForAnHour(batch.get(0).entryId());
                assertEquals(0, inHand.beat(Duration.ZERO));
                assertTrue(idleMillis() > Duration.ofMinutes(30).toMillis());
            } finally {
                stop.request();
                beating.join(10_000);
            }
        }
    }
}
