package hookline.streams;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Erases from all partitions: marks first everywhere, so that nothing comes back, and then removes in small steps.
 *
 * <p>A run that breaks off anywhere leaves nothing that the next one would not finish. A dry run takes the same steps
 * and changes nothing. For one thread, and one run.
 */
public final class ErasureRun {
    private final RedisLink link;
    private final Layout layout;
    private final ErasureScope scope;
    private final SealedSession sealed;
    private final StopSignal stop;
    private final Consumer<Erased> progress;
    private Erased erased = Erased.NOTHING;

    /**
     * Prepares it; does no I/O.
     *
     * @param sealed looks into dead letters that do not show their session
     * @param progress is told after each step what has gone so far
     */
    public ErasureRun(
            RedisLink link,
            Layout layout,
            ErasureScope scope,
            SealedSession sealed,
            StopSignal stop,
            Consumer<Erased> progress) {
        this.link = link;
        this.layout = layout;
        this.scope = scope;
        this.sealed = sealed;
        this.stop = stop;
        this.progress = progress;
    }

    /**
     * Erases, or only counts what would go.
     *
     * @throws RedisUnavailableException where Redis is away: run it again
     */
    public Erased run(boolean dryRun) {
        List<ErasureMarks.Extent> extents = new ArrayList<>();
        for (int partition = 0; partition < layout.partitions(); partition++) {
            ErasureMarks marks = new ErasureMarks(link, new Keys(partition));
            ErasureMarks.Extent extent = dryRun ? marks.look(scope) : marks.set(scope);
            extents.add(extent);
            add(Erased.sessions(extent.sessions()));
        }
        for (int partition = 0; partition < layout.partitions() && !stop.isRequested(); partition++) {
            Keys keys = new Keys(partition);
            ErasureMarks.Extent extent = extents.get(partition);
            // With the flow: what a processor has in hand is refused, and what it had committed is found behind it.
            new RawErasure(link, keys, scope, dryRun).upTo(extent.raw(), stop, this::add);
            new LogErasure(link, keys, scope, dryRun).upTo(extent.log(), stop, this::add);
            new DeadLetterErasure(link, keys, scope, sealed, dryRun).upTo(extent.dead(), stop, this::add);
        }
        return erased;
    }

    private void add(Erased step) {
        erased = erased.plus(step);
        progress.accept(erased);
    }
}
