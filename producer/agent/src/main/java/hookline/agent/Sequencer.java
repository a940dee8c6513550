package hookline.agent;

import hookline.agent.SequenceJournal.Line;
import hookline.schemas.SessionId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Numbers the events of each session from 1, without gap or repeat, across any restart or kill.
 *
 * <p>A number is taken once its file carries it in its name, and the journal is written before such a file is removed.
 * So wherever a kill strikes, one of them knows the number: before the rename nobody has used it, after it the file
 * tells, and after the removal the journal does. At start the larger of both counts, so a journal that is behind or
 * lost repeats nothing while the files are there; one line of it more than what was used is never written.
 *
 * <p>Sessions that were not seen for 90 days, or for longest beyond 100,000, are forgotten when the journal is
 * compacted, and would begin at 1 again. For one thread.
 */
final class Sequencer {
    static final int MAX_SESSIONS = 100_000;
    static final int MAX_DAYS = 90;
    private static final Logger log = LoggerFactory.getLogger(Sequencer.class);
    private static final long SECONDS_A_DAY = 86_400;
    private static final int FEWEST_LINES_TO_COMPACT = 20_000;

    private final SequenceJournal journal;
    private final InstantSource clock;

    /** By last use, the oldest first. */
    private final Map<String, Line> sessions = new LinkedHashMap<>(16, 0.75f, true);

    private final Set<String> unsaved = new LinkedHashSet<>();
    private int lines;
    private boolean torn;

    private Sequencer(SequenceJournal journal, InstantSource clock) {
        this.journal = journal;
        this.clock = clock;
    }

    /** Reads what the journal knows. What is numbered in the spool has to be {@link #taken} before the first number. */
    static Sequencer of(SequenceJournal journal, InstantSource clock) throws IOException {
        Sequencer sequencer = new Sequencer(journal, clock);
        int skipped = journal.read(line -> sequencer.sessions.merge(line.session(), line, Sequencer::larger));
        if (skipped > 0) {
            log.warn("Skipped {} lines of the sequence journal that are damaged", skipped);
        }
        sequencer.compact();
        return sequencer;
    }

    /** The number that comes next. The same one is returned until it is {@link #taken}. */
    long next(String sessionId) {
        if (sessionId.equals(SessionId.UNKNOWN)) {
            return 0;
        }
        Line last = sessions.get(hash(sessionId));
        return last == null ? 1 : last.number() + 1;
    }

    /** Notes that a file carries this number. */
    void taken(String sessionId, long number) {
        if (sessionId.equals(SessionId.UNKNOWN) || number == 0) {
            return;
        }
        String session = hash(sessionId);
        Line before = sessions.get(session);
        if (before == null || number > before.number()) {
            sessions.put(session, new Line(session, number, today()));
            unsaved.add(session);
        }
    }

    /** Writes every number that was taken into the journal; only then may files that carry them be removed. */
    void save() throws IOException {
        if (torn || sessions.size() > MAX_SESSIONS + MAX_SESSIONS / 4 || lines > linesToCompact()) {
            compact();
            return;
        }
        if (unsaved.isEmpty()) {
            return;
        }
        List<Line> added = new ArrayList<>(unsaved.size());
        unsaved.forEach(session -> added.add(Objects.requireNonNull(sessions.get(session))));
        torn = true;
        journal.append(added);
        torn = false;
        lines += added.size();
        unsaved.clear();
    }

    private void compact() throws IOException {
        forget();
        journal.replace(List.copyOf(sessions.values()));
        torn = false;
        lines = sessions.size();
        unsaved.clear();
    }

    private void forget() {
        long oldest = today() - MAX_DAYS;
        sessions.values().removeIf(line -> line.day() < oldest);
        Iterator<Line> leastRecent = sessions.values().iterator();
        for (int excess = sessions.size() - MAX_SESSIONS; excess > 0; excess--) {
            leastRecent.next();
            leastRecent.remove();
        }
    }

    private int linesToCompact() {
        return Math.max(FEWEST_LINES_TO_COMPACT, 4 * sessions.size());
    }

    private long today() {
        return Math.floorDiv(clock.instant().getEpochSecond(), SECONDS_A_DAY);
    }

    private static Line larger(Line one, Line other) {
        return new Line(one.session(), Math.max(one.number(), other.number()), Math.max(one.day(), other.day()));
    }

    private static String hash(String sessionId) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(sessionId.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
