package hookline.processor;

import hookline.streams.GroupLostException;
import hookline.streams.RedisOutage;
import hookline.streams.RedisUnavailableException;
import hookline.streams.StopSignal;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the entries of consumers that are slow but alive from being claimed by others, until asked to stop. What was
 * claimed meanwhile stays whose it is.
 */
final class Heartbeat implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(Heartbeat.class);

    private final List<EntriesInHand> inHand;
    private final Duration interval;
    private final RedisOutage outage;
    private final StopSignal stop;

    /** Beats three times within the time after which an entry counts as abandoned. */
    Heartbeat(List<EntriesInHand> inHand, Duration claimIdle, RedisOutage outage, StopSignal stop) {
        this.inHand = inHand;
        this.interval = claimIdle.dividedBy(3);
        this.outage = outage;
        this.stop = stop;
    }

    @Override
    public void run() {
        while (!stop.isRequested()) {
            stop.awaitAtMost(interval);
            try {
                inHand.forEach(this::beat);
                outage.isOver();
            } catch (RedisUnavailableException e) {
                outage.await(e, stop);
            }
        }
    }

    private void beat(EntriesInHand entries) {
        try {
            long held = entries.beat(interval);
            if (held > 0) {
                log.debug("Holding {} entries that take long", held);
            }
        } catch (GroupLostException e) {
            log.debug("Nothing to hold: the group is gone, and the consumers make it anew");
        }
    }
}
