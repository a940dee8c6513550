package hookline.retention;

import hookline.streams.ErasureMarks;
import hookline.streams.EventLog;
import hookline.streams.EventLog.LogEntry;
import hookline.streams.RawExpiry;
import hookline.streams.Removal;
import hookline.streams.Removal.Amount;
import hookline.streams.Removal.DeadEntry;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Holds Redis for no longer than one small step at a time, and ends between two of them when it may not go on.
 *
 * <p>A dry run looks at the same and changes nothing. For one thread, and one run.
 */
final class RetentionRun {
    /** Of published lines that one step frees. */
    private static final long STEP_BYTES = 4 << 20;

    private final RetentionPolicy policy;
    private final boolean dryRun;
    private final RunPermit permit;
    private final RemovedMetrics metrics;
    private final Consumer<Removed> progress;
    private final StepSize size = new StepSize();
    private Removed removed = Removed.NOTHING;

    /**
     * Starts a run.
     *
     * @param progress is told after each step what has gone so far
     */
    RetentionRun(
            RetentionPolicy policy,
            boolean dryRun,
            RunPermit permit,
            RemovedMetrics metrics,
            Consumer<Removed> progress) {
        this.policy = policy;
        this.dryRun = dryRun;
        this.permit = permit;
        this.metrics = metrics;
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
    void partition(Removal removal, RawExpiry expiry, ErasureMarks marks, Instant tooMuch) {
        // Entries are dated by the server, whose clock may differ from ours.
        Instant now = removal.serverTime();
        policy.overdueBefore(now).ifPresent(before -> overdue(expiry, before, now));
        events(removal, policy.eventsBefore(now, tooMuch));
        sessions(removal, policy.eventsBefore(now, tooMuch));
        deadLetters(removal, policy.deadLettersBefore(now));
        stats(removal, policy.statsDays(now));
        erasureMarks(marks, policy.erasureMarksBefore(now));
    }

    /** What is of this host alone, which no other worker is in the way of. */
    void local(LocalRemains remains) {
        add(remains.remove(dryRun));
    }

    void audit(AuditTrim audit) {
        if (dryRun) {
            add(Removed.of(Kind.AUDIT, audit.count()));
            return;
        }
        long gone = 1;
        while (gone > 0 && permit.mayGoOn()) {
            gone = audit.step();
            add(Removed.of(Kind.AUDIT, gone));
        }
    }

    private void overdue(RawExpiry expiry, Instant before, Instant now) {
        String last = EventLog.START;
        while (permit.mayGoOn()) {
            RawExpiry.Step step = expiry.overdue(before, last, next());
            if (step.last().equals(last)) {
                return;
            }
            if (dryRun) {
                add(Removed.of(Kind.OVERDUE, step.amount()));
            } else {
                RawExpiry.Expired expired = timed(next(), () -> expiry.expire(step, now));
                metrics.expired(expired.buried());
                add(Removed.of(Kind.OVERDUE, expired.removed()));
            }
            last = step.last();
        }
    }

    private void events(Removal removal, Instant before) {
        String last = EventLog.START;
        while (permit.mayGoOn()) {
            List<LogEntry> step = smallEnough(removal.eventsBefore(before, last, next()));
            if (step.isEmpty()) {
                return;
            }
            add(Removed.of(
                    Kind.EVENTS,
                    timed(step.size(), () -> dryRun ? removal.countEvents(step) : removal.removeEvents(step))));
            last = step.get(step.size() - 1).entryId();
        }
    }

    private static List<LogEntry> smallEnough(List<LogEntry> page) {
        int count = 0;
        long bytes = 0;
        while (count < page.size() && bytes < STEP_BYTES) {
            bytes += page.get(count).bytes();
            count++;
        }
        return page.subList(0, count);
    }

    private void sessions(Removal removal, Instant before) {
        while (permit.mayGoOn()) {
            if (dryRun) {
                add(Removed.of(Kind.SESSIONS, removal.countSessions(before)));
                return;
            }
            List<String> step = removal.sessionsBefore(before, next());
            if (step.isEmpty()) {
                return;
            }
            add(Removed.of(Kind.SESSIONS, timed(step.size(), () -> removal.removeSessions(step, before))));
        }
    }

    private void deadLetters(Removal removal, Instant before) {
        String last = EventLog.START;
        while (permit.mayGoOn()) {
            String behind = last;
            List<DeadEntry> step = timed(next(), () -> removal.deadLettersBefore(before, behind, next()));
            if (step.isEmpty()) {
                return;
            }
            long bytes = step.stream().mapToLong(DeadEntry::bytes).sum();
            long gone = dryRun ? step.size() : timed(step.size(), () -> removal.removeDeadLetters(step));
            add(Removed.of(Kind.DEAD_LETTERS, new Amount(gone, bytes)));
            last = step.get(step.size() - 1).entryId();
        }
    }

    private void stats(Removal removal, List<LocalDate> days) {
        for (int from = 0; from < days.size() && permit.mayGoOn(); from += StepSize.MOST) {
            List<LocalDate> step = days.subList(from, Math.min(from + StepSize.MOST, days.size()));
            add(Removed.of(Kind.STATS, dryRun ? removal.countStats(step) : removal.removeStats(step)));
        }
    }

    private void erasureMarks(ErasureMarks marks, Instant before) {
        if (permit.mayGoOn()) {
            add(Removed.of(Kind.ERASURE_MARKS, dryRun ? marks.countBefore(before) : marks.removeBefore(before)));
        }
    }

    /** A dry run does not know how long the way to Redis is, and so takes what is little everywhere. */
    private int next() {
        return dryRun ? StepSize.FIRST : size.next();
    }

    private <T> T timed(int entries, Supplier<T> step) {
        long began = System.nanoTime();
        T result = step.get();
        size.took(entries, Duration.ofNanos(System.nanoTime() - began).minus(permit.roundTrip()));
        return result;
    }

    private void add(Removed step) {
        if (step.equals(Removed.NOTHING)) {
            return;
        }
        removed = removed.plus(step);
        if (!dryRun) {
            metrics.count(step);
        }
        progress.accept(removed);
    }
}
