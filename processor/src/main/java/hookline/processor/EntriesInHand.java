package hookline.processor;

import hookline.streams.ConsumerGroup;
import hookline.streams.RawEntry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one consumer is processing just now, so that a heartbeat can keep others from claiming it while it takes long.
 * One thread takes and releases, another beats.
 */
final class EntriesInHand {
    private final ConsumerGroup group;
    private final InstantSource clock;
    private volatile @Nullable Batch batch;

    /** The group's connection belongs to the thread that beats. */
    EntriesInHand(ConsumerGroup group, InstantSource clock) {
        this.group = group;
        this.clock = clock;
    }

    private record Batch(List<RawEntry> entries, Instant since) {}

    void take(List<RawEntry> entries) {
        batch = entries.isEmpty() ? null : new Batch(entries, clock.instant());
    }

    void release() {
        batch = null;
    }

    /** Holds the batch where it has been in hand for this long; tells how many of its entries are still our own. */
    long beat(Duration age) {
        Batch held = batch;
        if (held == null || held.since().plus(age).isAfter(clock.instant())) {
            return 0;
        }
        return group.hold(held.entries().stream().map(RawEntry::entryId).toList());
    }
}
