package hookline.retention;

import hookline.retention.RetentionReport.Outcome;
import hookline.streams.RetentionLock;
import hookline.streams.StopSignal;
import java.time.Duration;
import java.util.Optional;

/**
 * Says before each step of a run whether it may go on: nobody has asked it to stop, and the lock is still its own, which
 * it holds for longer with every step. For one thread, and one run.
 */
final class RunPermit {
    private static final Duration UNKNOWN = Duration.ZERO;

    private final StopSignal stop;
    private final Optional<RetentionLock> lock;
    private boolean lost;
    private Duration roundTrip = UNKNOWN;

    /**
     * For a run that begins.
     *
     * @param lock held by now; empty where nothing is changed
     */
    RunPermit(StopSignal stop, Optional<RetentionLock> lock) {
        this.stop = stop;
        this.lock = lock;
    }

    boolean mayGoOn() {
        if (lost || stop.isRequested()) {
            return false;
        }
        lock.ifPresent(this::renew);
        return !lost;
    }

    private void renew(RetentionLock held) {
        long began = System.nanoTime();
        lost = !held.renew();
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        roundTrip = roundTrip.equals(UNKNOWN) || took.compareTo(roundTrip) < 0 ? took : roundTrip;
    }

    /** What asking Redis takes even where it has next to nothing to do. */
    Duration roundTrip() {
        return roundTrip;
    }

    Outcome outcome() {
        return lost ? Outcome.LOCK_LOST : stop.isRequested() ? Outcome.STOPPED : Outcome.DONE;
    }
}
