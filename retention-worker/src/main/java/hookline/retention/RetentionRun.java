package hookline.retention;

import hookline.streams.ErasureMarks;
import hookline.streams.EventLog;
import hookline.streams.EventLog.LogEntry;
import hookline.streams.Removal;
import hookline.streams.Removal.DeadEntry;
import hookline.streams.StopSignal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;

/**
 * Holds Redis for no longer than one small step at a time, and ends between two of them when a stop is requested.
 *
 * <p>A dry run takes the same steps and changes nothing. For one thread, and one run.
 */
final class RetentionRun {
    static final int STEP = 200;

    private final RetentionPolicy policy;
    private final boolean dryRun;
    private final StopSignal stop;
    private final Consumer<Removed> steps;
    private final Consumer<Removed> progress;
    private Removed removed = Removed.NOTHING;

    /**
     * Starts a run.
     *
     * @param steps is told of each step what went in it
     * @param progress is told after each step what has gone so far
     */
    RetentionRun(
            RetentionPolicy policy,
            boolean dryRun,
            StopSignal stop,
            Consumer<Removed> steps,
            Consumer<Removed> progress) {
        this.policy = policy;
        this.dryRun = dryRun;
        this.stop = stop;
        this.steps = steps;
        this.progress = progress;
    }

    Removed removed() {
        return removed;
    }

    /**
     * Goes through one partition.
     *
     * @param tooMuch before which all events are too much
     */
    void partition(Removal removal, ErasureMarks marks, Instant tooMuch) {
        // Entries are dated by the server, whose clock may differ from ours.
        Instant now = removal.serverTime();
        events(removal, policy.eventsBefore(now, tooMuch));
        sessions(removal, policy.eventsBefore(now, tooMuch));
        deadLetters(removal, policy.deadLettersBefore(now));
        stats(removal, policy.statsDays(now));
        erasureMarks(marks, policy.erasureMarksBefore(now));
    }

    private void events(Removal removal, Instant before) {
        String last = EventLog.START;
        while (!stop.isRequested()) {
            List<LogEntry> step = removal.eventsBefore(before, last, STEP);
            if (step.isEmpty()) {
                return;
            }
            add(Removed.events(dryRun ? removal.countEvents(step) : removal.removeEvents(step)));
            last = step.get(step.size() - 1).entryId();
        }
    }

    private void sessions(Removal removal, Instant before) {
        while (!stop.isRequested()) {
            if (dryRun) {
                add(Removed.sessions(removal.countSessions(before)));
                return;
            }
            List<String> step = removal.sessionsBefore(before, STEP);
            if (step.isEmpty()) {
                return;
            }
            add(Removed.sessions(removal.removeSessions(step, before)));
        }
    }

    private void deadLetters(Removal removal, Instant before) {
        String last = EventLog.START;
        while (!stop.isRequested()) {
            List<DeadEntry> step = removal.deadLettersBefore(before, last, STEP);
            if (step.isEmpty()) {
                return;
            }
            add(Removed.deadLetters(dryRun ? step.size() : removal.removeDeadLetters(step)));
            last = step.get(step.size() - 1).entryId();
        }
    }

    private void stats(Removal removal, List<LocalDate> days) {
        for (int from = 0; from < days.size() && !stop.isRequested(); from += STEP) {
            List<LocalDate> step = days.subList(from, Math.min(from + STEP, days.size()));
            add(Removed.statsDays(dryRun ? removal.countStats(step) : removal.removeStats(step)));
        }
    }

    private void erasureMarks(ErasureMarks marks, Instant before) {
        if (!stop.isRequested()) {
            add(Removed.erasureMarks(dryRun ? marks.countBefore(before) : marks.removeBefore(before)));
        }
    }

    private void add(Removed step) {
        removed = removed.plus(step);
        steps.accept(step);
        progress.accept(removed);
    }
}
