package hookline.processor;

import hookline.processor.event.RejectionReason;
import hookline.streams.Commit;
import hookline.streams.CommitScript;
import hookline.streams.ConsumerGroup;
import hookline.streams.EntryRefusedException;
import hookline.streams.GroupLostException;
import hookline.streams.RawEntry;
import hookline.streams.RedisOutage;
import hookline.streams.RedisUnavailableException;
import hookline.streams.StopSignal;
import hookline.streams.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds one consumer's share of a raw stream through the pipeline until asked to stop.
 *
 * <p>What was read together is committed together, and acknowledged by the same script, so a crash anywhere leaves the
 * batch pending and never half done. A Redis outage is waited out with the batch in hand. Any other exception is a bug
 * and ends the loop.
 */
final class ConsumerGroupLoop implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(ConsumerGroupLoop.class);
    private static final int READ_COUNT = 64;

    /** How long a stop may take on an idle stream, and how often abandoned entries are looked for at most. */
    private static final Duration READ_WAIT = Duration.ofSeconds(1);

    private final ConsumerGroup group;
    private final Pipeline pipeline;
    private final CommitScript commit;
    private final PendingEntries pending;
    private final Semaphore concurrency;
    private final ProcessorMetrics metrics;
    private final RedisOutage outage;
    private final StopSignal stop;

    ConsumerGroupLoop(
            ConsumerGroup group,
            Pipeline pipeline,
            CommitScript commit,
            PendingEntries pending,
            Semaphore concurrency,
            ProcessorMetrics metrics,
            RedisOutage outage,
            StopSignal stop) {
        this.group = group;
        this.pipeline = pipeline;
        this.commit = commit;
        this.pending = pending;
        this.concurrency = concurrency;
        this.metrics = metrics;
        this.outage = outage;
        this.stop = stop;
    }

    @Override
    public void run() {
        while (!stop.isRequested()) {
            try {
                pending.next().ifPresentOrElse(this::runAlone, () -> runBatch(group.readNew(READ_COUNT, READ_WAIT)));
                outage.isOver();
            } catch (GroupLostException e) {
                recreateGroup();
            } catch (RedisUnavailableException e) {
                outage.await(e, stop);
            }
        }
    }

    private void runBatch(List<RawEntry> batch) {
        List<Commit> outcomes = new ArrayList<>(batch.size());
        concurrency.acquireUninterruptibly();
        try {
            batch.forEach(entry -> outcomes.add(pipeline.process(entry)));
        } finally {
            concurrency.release();
        }
        commit(batch, outcomes);
    }

    /** An entry that came before may be what ended its last processor, so it takes nobody with it. */
    private void runAlone(RawEntry entry) {
        metrics.redelivered();
        if (pending.isPoisonous(entry)) {
            commit(List.of(entry), List.of(pipeline.reject(entry, RejectionReason.POISONOUS)));
        } else {
            runBatch(List.of(entry));
        }
    }

    /** Commits the same batch until Redis has taken it, since nobody knows what became of a try without a reply. */
    private void commit(List<RawEntry> batch, List<Commit> outcomes) {
        while (!batch.isEmpty()) {
            try {
                List<Verdict> verdicts = commit.apply(outcomes);
                metrics.committed(verdicts);
                outage.isOver();
                buryBlocked(batch, verdicts);
                return;
            } catch (EntryRefusedException e) {
                commitOneByOne(batch, outcomes);
                return;
            } catch (RedisUnavailableException e) {
                if (stop.isRequested()) {
                    log.info("{} entries stay pending for another processor, since Redis is away", batch.size());
                    return;
                }
                outage.await(e, stop);
            }
        }
    }

    private void buryBlocked(List<RawEntry> batch, List<Verdict> verdicts) {
        for (int i = 0; i < verdicts.size(); i++) {
            if (verdicts.get(i) == Verdict.BLOCKED) {
                RawEntry entry = batch.get(i);
                commit(List.of(entry), List.of(pipeline.reject(entry, RejectionReason.KEY_IN_THE_WAY)));
            }
        }
    }

    private void commitOneByOne(List<RawEntry> batch, List<Commit> outcomes) {
        if (batch.size() == 1) {
            commit(batch, List.of(pipeline.reject(batch.get(0), RejectionReason.REFUSED_BY_REDIS)));
            return;
        }
        for (int i = 0; i < batch.size(); i++) {
            commit(batch.subList(i, i + 1), outcomes.subList(i, i + 1));
        }
    }

    private void recreateGroup() {
        try {
            if (group.create()) {
                metrics.groupRecreated();
                log.warn(
                        "The consumer group on {} was gone and was made anew",
                        group.keys().raw());
            }
        } catch (RedisUnavailableException e) {
            outage.await(e, stop);
        }
    }
}
