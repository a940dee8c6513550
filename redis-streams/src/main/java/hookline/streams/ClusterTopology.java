package hookline.streams;

import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.event.ClusterTopologyChangedEvent;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;

/**
 * Knows that a cluster's slots have other owners than before, and looks at it anew where a connection broke: without
 * automatic reconnection the client has no other reason to, and asks a dead primary until its next regular look.
 * Thread-safe.
 */
final class ClusterTopology implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ClusterTopology.class);

    private final RedisClusterClient client;
    private final Duration betweenLooks;
    private final AtomicLong changes = new AtomicLong();
    private final AtomicLong nextLook = new AtomicLong(System.nanoTime());
    private final Disposable watching;

    /**
     * Starts to watch.
     *
     * @param betweenLooks how long at least
     */
    ClusterTopology(RedisClusterClient client, Duration betweenLooks) {
        this.client = client;
        this.betweenLooks = betweenLooks;
        watching = client.getResources()
                .eventBus()
                .get()
                .filter(ClusterTopologyChangedEvent.class::isInstance)
                .subscribe(event -> changes.incrementAndGet());
    }

    /** How often it has changed; whoever took over may lack what the one before confirmed. */
    long changes() {
        return changes.get();
    }

    /** Returns at once. */
    void lookAgain() {
        long now = System.nanoTime();
        long next = nextLook.get();
        if (now - next < 0 || !nextLook.compareAndSet(next, now + betweenLooks.toNanos())) {
            return;
        }
        CompletionStage<Void> unused = client.refreshPartitionsAsync().whenComplete((done, failure) -> {
            if (failure != null) {
                log.debug("The cluster does not say who owns which slots: {}", failure.toString());
            }
        });
    }

    @Override
    public void close() {
        watching.dispose();
    }
}
