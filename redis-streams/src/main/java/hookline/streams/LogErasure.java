package hookline.streams;

import static hookline.streams.Script.utf8;

import hookline.schemas.PublishedLine;
import hookline.schemas.UndecodableException;
import hookline.streams.EventLog.LogEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Erases committed events, wherever in the log they stand. */
final class LogErasure {
    private static final Script ERASE = Script.named("erase-events.lua");
    private static final int STEP = 200;

    /** Each may be as large as an event can be. */
    private static final int LINES = 16;

    private final RedisLink link;
    private final Keys keys;
    private final ErasureScope scope;
    private final boolean dryRun;
    private final EventLog log;
    private final Removal removal;

    LogErasure(RedisLink link, Keys keys, ErasureScope scope, boolean dryRun) {
        this.link = link;
        this.keys = keys;
        this.scope = scope;
        this.dryRun = dryRun;
        this.log = new EventLog(link, keys);
        this.removal = new Removal(link, keys);
    }

    void upTo(String last, StopSignal stop, Consumer<Erased> steps) {
        String place = EventLog.START;
        while (!stop.isRequested()) {
            List<LogEntry> page = log.upTo(last, place, STEP);
            if (page.isEmpty()) {
                break;
            }
            List<LogEntry> covered = covered(page);
            if (!covered.isEmpty()) {
                steps.accept(Erased.events(dryRun ? removal.countEvents(covered).count() : erase(covered)));
            }
            place = page.get(page.size() - 1).entryId();
        }
        if (scope instanceof ErasureScope.Older older) {
            sessions(older.than(), stop, steps);
        }
        if (scope instanceof ErasureScope.Event event && !dryRun) {
            // Somebody may have trimmed the log and left the hash.
            steps.accept(Erased.events(ERASE.integer(link, List.of(keys.log(), keys.event(event.id())), List.of())));
        }
    }

    private List<LogEntry> covered(List<LogEntry> page) {
        List<LogEntry> covered = new ArrayList<>();
        List<LogEntry> late = new ArrayList<>();
        for (LogEntry entry : page) {
            Instant committed = Envelope.of(entry.id(), entry.sessionId(), 0, entry.entryId())
                    .time();
            if (scope.covers(entry.sessionId(), entry.id(), committed)) {
                covered.add(entry);
            } else if (scope instanceof ErasureScope.Older) {
                late.add(entry);
            }
        }
        for (int from = 0; from < late.size(); from += LINES) {
            addCaptured(late.subList(from, Math.min(from + LINES, late.size())), covered);
        }
        return covered;
    }

    /** What was committed later may have been captured before. */
    private void addCaptured(List<LogEntry> entries, List<LogEntry> covered) {
        List<Optional<String>> lines = log.lines(entries);
        for (int i = 0; i < entries.size(); i++) {
            LogEntry entry = entries.get(i);
            if (lines.get(i)
                    .flatMap(LogErasure::captured)
                    .filter(time -> scope.covers(entry.sessionId(), entry.id(), time))
                    .isPresent()) {
                covered.add(entry);
            }
        }
    }

    private static Optional<Instant> captured(String line) {
        try {
            return Optional.of(PublishedLine.parse(line).timestamp());
        } catch (UndecodableException e) {
            return Optional.empty();
        }
    }

    private long erase(List<LogEntry> entries) {
        List<String> declared = new ArrayList<>();
        List<byte[]> arguments = new ArrayList<>();
        declared.add(keys.log());
        for (LogEntry entry : entries) {
            declared.add(keys.event(entry.id()));
            arguments.add(utf8(entry.entryId()));
        }
        return ERASE.integer(link, declared, arguments);
    }

    private void sessions(Instant lastSeenBefore, StopSignal stop, Consumer<Erased> steps) {
        if (dryRun) {
            steps.accept(Erased.sessions(removal.countSessions(lastSeenBefore)));
            return;
        }
        List<String> page = removal.sessionsBefore(lastSeenBefore, STEP);
        while (!page.isEmpty() && !stop.isRequested()) {
            steps.accept(Erased.sessions(removal.removeSessions(page, lastSeenBefore)));
            page = removal.sessionsBefore(lastSeenBefore, STEP);
        }
    }
}
