package hookline.processor;

import hookline.streams.ConsumerGroup;
import hookline.streams.RawEntry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives back what was delivered and never acknowledged, one entry at a time: after every new connection what is this
 * consumer's own, and now and then what other consumers abandoned.
 *
 * <p>A lost reply leaves entries pending that nobody has seen, which is why a new connection asks for them. For one
 * loop's thread.
 */
final class PendingEntries {
    private static final Logger log = LoggerFactory.getLogger(PendingEntries.class);
    private static final int LOOK_AHEAD = 64;

    private final ConsumerGroup group;
    private final Duration claimIdle;
    private final int maxDeliveries;
    private final InstantSource clock;
    private final Deque<String> waiting = new ArrayDeque<>();
    private long lookedAtGeneration = -1;
    private Instant nextClaim = Instant.MIN;

    PendingEntries(ConsumerGroup group, Duration claimIdle, int maxDeliveries, InstantSource clock) {
        this.group = group;
        this.claimIdle = claimIdle;
        this.maxDeliveries = maxDeliveries;
        this.clock = clock;
    }

    /** The next entry to run alone; empty where there is none for now. */
    Optional<RawEntry> next() {
        if (waiting.isEmpty()) {
            refill();
        }
        int gone = 0;
        Optional<RawEntry> entry = Optional.empty();
        while (entry.isEmpty() && !waiting.isEmpty()) {
            entry = group.takeAlone(waiting.remove(), 2 * maxDeliveries);
            gone += entry.isEmpty() ? 1 : 0;
        }
        if (gone > 0) {
            log.warn(
                    "{} pending entries of {} are gone, or another processor's by now",
                    gone,
                    group.keys().raw());
        }
        return entry;
    }

    /** Whether it was delivered so often that it must be what ends those who process it. */
    boolean isPoisonous(RawEntry entry) {
        return entry.deliveries() > maxDeliveries;
    }

    private void refill() {
        if (group.generation() != lookedAtGeneration) {
            List<String> own = group.ownPending(LOOK_AHEAD);
            waiting.addAll(own);
            if (own.size() < LOOK_AHEAD) {
                lookedAtGeneration = group.generation();
            }
            return;
        }
        Instant now = clock.instant();
        if (!now.isBefore(nextClaim)) {
            List<String> abandoned = group.claimAbandoned(claimIdle, LOOK_AHEAD);
            waiting.addAll(abandoned);
            if (abandoned.size() < LOOK_AHEAD) {
                nextClaim = now.plus(claimIdle.dividedBy(2));
            }
        }
    }
}
