package hookline.processor;

import hookline.streams.Backlog;
import hookline.streams.ConsumerGroup;
import hookline.streams.GroupLostException;
import hookline.streams.Keys;
import hookline.streams.Layout;
import hookline.streams.Processed;
import hookline.streams.RawAccount;
import hookline.streams.RawTrim;
import hookline.streams.RedisLink;
import hookline.streams.RedisOutage;
import hookline.streams.RedisUnavailableException;
import hookline.streams.StopSignal;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * About once a second frees what the raw streams no longer need, looks at what still waits there, counts what somebody
 * else took out, and sees to it that the layout is still the one that this process serves.
 *
 * <p>Every processor does it; a second one finds nothing left to do.
 */
final class TrimLoop implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(TrimLoop.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** A consumer asks for new entries each second; one that did not for this long is gone. */
    private static final Duration SILENCE = Duration.ofMinutes(10);

    private static final int ROUNDS_BETWEEN_REMOVALS = 60;

    /** What is looked at only to be shown, more often than Prometheus asks. */
    private static final int ROUNDS_BETWEEN_LOOKS = 5;

    private final RedisLink link;
    private final Layout layout;
    private final Map<Keys, RawAccount> partitions;
    private final ProcessorMetrics metrics;
    private final RedisOutage outage;
    private final StopSignal stop;
    private long rounds;

    TrimLoop(RedisLink link, Layout layout, ProcessorMetrics metrics, RedisOutage outage, StopSignal stop) {
        this.link = link;
        this.layout = layout;
        this.partitions = IntStream.range(0, layout.partitions())
                .mapToObj(Keys::new)
                .collect(Collectors.toMap(keys -> keys, keys -> new RawAccount(link, keys)));
        this.metrics = metrics;
        this.outage = outage;
        this.stop = stop;
    }

    @Override
    public void run() {
        while (!stop.isRequested()) {
            try {
                layout.keep(link);
                trimAll();
                outage.isOver();
                stop.awaitAtMost(PAUSE);
            } catch (RedisUnavailableException e) {
                outage.await(e, stop);
            }
        }
    }

    /** What ails one partition must not let the others grow. */
    private void trimAll() {
        RedisUnavailableException failure = null;
        boolean removesConsumers = rounds % ROUNDS_BETWEEN_REMOVALS == 0;
        boolean looks = rounds % ROUNDS_BETWEEN_LOOKS == 0;
        rounds++;
        for (Keys keys : partitions.keySet()) {
            try {
                trim(keys);
                if (looks) {
                    metrics.processed(keys, Processed.of(link, keys));
                }
                if (removesConsumers) {
                    removeConsumers(keys);
                }
            } catch (RedisUnavailableException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void removeConsumers(Keys keys) {
        try {
            long removed = ConsumerGroup.removeSilent(link, keys, SILENCE);
            if (removed > 0) {
                log.info("Removed {} consumers of {} that are gone", removed, keys.raw());
            }
        } catch (GroupLostException e) {
            log.debug("There is no group on {} for now; the consumers make it anew", keys.raw());
        }
    }

    private void trim(Keys keys) {
        long removed = new RawTrim(link, keys).trim();
        if (removed > 0) {
            log.debug("Trimmed {} processed entries from {}", removed, keys.raw());
        }
        account(keys);
        try {
            metrics.backlog(keys, Backlog.of(link, keys));
        } catch (GroupLostException e) {
            log.debug("There is no group on {} for now; the consumers make it anew", keys.raw());
        }
    }

    private void account(Keys keys) {
        RawAccount.Missing missing =
                Objects.requireNonNull(partitions.get(keys)).look();
        metrics.missing(missing);
        if (!missing.isNone()) {
            log.warn(
                    "Somebody else has taken entries out of {}: {} one by one, {} that waited when it was emptied, {} that"
                            + " nobody committed; find out who may trim, delete, acknowledge or flush there"
                            + " (`hookline audit events` tells a session's gaps)",
                    keys.raw(),
                    missing.removed(),
                    missing.flushed(),
                    missing.skipped());
        }
    }
}
