package hookline.streams.reader;

import hookline.streams.Layout;
import hookline.streams.PublishedChannel;
import hookline.streams.Redis;
import hookline.streams.RedisUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wakes a reader when something is published, and keeps nothing of it: the log has it, and nobody can forge that by
 * publishing.
 *
 * <p>However much is published, one ring is all that waits, so that the client's thread is never held up. A
 * subscription that broke is made anew, at most once a second. For one reader's thread.
 */
final class Doorbell implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Doorbell.class);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

    private final Redis redis;
    private final Layout layout;
    private final InstantSource clock;
    private final BlockingQueue<Boolean> rings = new ArrayBlockingQueue<>(1);
    private @Nullable PublishedChannel channel;
    private Instant nextTry = Instant.MIN;

    Doorbell(Redis redis, Layout layout, InstantSource clock) {
        this.redis = redis;
        this.layout = layout;
        this.clock = clock;
    }

    /** Waits for news, at most this long; does not wait where it had been deaf until now and may have missed some. */
    void await(Duration limit) {
        if (listensAnew()) {
            return;
        }
        try {
            Boolean unused = rings.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean listensAnew() {
        Instant now = clock.instant();
        if ((channel != null && channel.isOpen()) || now.isBefore(nextTry)) {
            return false;
        }
        close();
        nextTry = now.plus(BETWEEN_TRIES);
        PublishedChannel anew = redis.channel(layout);
        channel = anew;
        try {
            anew.subscribe(line -> {
                boolean unused = rings.offer(true);
            });
            return true;
        } catch (RedisUnavailableException e) {
            log.debug("The log is looked at twice a second, without being told: {}", e.getMessage());
            close();
            return false;
        }
    }

    @Override
    public void close() {
        if (channel != null) {
            channel.close();
            channel = null;
        }
    }
}
