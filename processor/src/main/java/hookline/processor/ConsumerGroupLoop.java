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
import java.util.Optional;
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
    private static final int MAX_READ_COUNT = 64;

    /** What one read may bring, by the size of what the last one brought. */
    private static final int READ_BYTES = 4 << 20;

    /** What is processed before it is committed, about what one commit takes. */
    private static final int SLICE_BYTES = 256 << 10;

    /** How long a stop may take on an idle stream, and how often abandoned entries are looked for at most. */
    private static final Duration READ_WAIT = Duration.ofSeconds(1);

    private final ConsumerGroup group;
    private final Pipeline pipeline;
    private final CommitScript commit;
    private final PendingEntries pending;
    private final EntriesInHand inHand;
    private final Semaphore concurrency;
    private final ProcessorMetrics metrics;
    private final RedisOutage outage;
    private final StopSignal stop;
    private int readCount = MAX_READ_COUNT;

    /** Before the first answer of the group it is not lost, only not there yet. */
    private boolean joined;

    ConsumerGroupLoop(
            ConsumerGroup group,
            Pipeline pipeline,
            CommitScript commit,
            PendingEntries pending,
            EntriesInHand inHand,
            Semaphore concurrency,
            ProcessorMetrics metrics,
            RedisOutage outage,
            StopSignal stop) {
        this.group = group;
        this.pipeline = pipeline;
        this.commit = commit;
        this.pending = pending;
        this.inHand = inHand;
        this.concurrency = concurrency;
        this.metrics = metrics;
        this.outage = outage;
        this.stop = stop;
    }

    @Override
    public void run() {
        while (!stop.isRequested()) {
            try {
                Optional<RawEntry> redelivered = pending.next();
                joined = true;
                redelivered.ifPresentOrElse(this::runAlone, () -> runBatch(readNew()));
                outage.isOver();
            } catch (GroupLostException e) {
                createGroup();
            } catch (RedisUnavailableException e) {
                outage.await(e, stop);
            }
        }
    }

    /** Reads fewer of them while they are large, so that memory stays bounded. */
    private List<RawEntry> readNew() {
        List<RawEntry> batch = group.readNew(readCount, READ_WAIT);
        if (!batch.isEmpty()) {
            long average = batch.stream().mapToLong(RawEntry::bytes).sum() / batch.size();
            readCount = (int) Math.max(1, Math.min(MAX_READ_COUNT, READ_BYTES / Math.max(1, average)));
        }
        return batch;
    }

    private void runBatch(List<RawEntry> batch) {
        inHand.take(batch);
        try {
            runSlices(batch);
        } finally {
            inHand.release();
        }
    }

    private void runSlices(List<RawEntry> batch) {
        int from = 0;
        while (from < batch.size()) {
            int to = from;
            long bytes = 0;
            while (to < batch.size() && (to == from || bytes + batch.get(to).bytes() <= SLICE_BYTES)) {
                bytes += batch.get(to).bytes();
                to++;
            }
            runSlice(batch.subList(from, to));
            from = to;
        }
    }

    private void runSlice(List<RawEntry> batch) {
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
                metrics.committed(outcomes, verdicts);
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
            RawEntry entry = batch.get(0);
            // Where even the dead letter is refused, its event is what makes it too large.
            commit(
                    batch,
                    List.of(
                            outcomes.get(0) instanceof Commit.Bury bury
                                    ? bury.withoutEvent()
                                    : pipeline.reject(entry, RejectionReason.REFUSED_BY_REDIS)));
            return;
        }
        for (int i = 0; i < batch.size(); i++) {
            commit(batch.subList(i, i + 1), outcomes.subList(i, i + 1));
        }
    }

    private void createGroup() {
        try {
            if (group.create() && joined) {
                metrics.groupRecreated();
                log.warn(
                        "The consumer group on {} was gone and was made anew",
                        group.keys().raw());
            }
            joined = true;
        } catch (RedisUnavailableException e) {
            outage.await(e, stop);
        }
    }
}
