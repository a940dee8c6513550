package hookline.agent.git;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows what was checked out where an event fired, and keeps nobody waiting for it.
 *
 * <p>Folders are read by one thread of its own, since a network file system may hang. Whoever asks gets what is known,
 * never older than a minute, and waits at most 10 ms, only for a folder that is not known and only while that thread has
 * nothing else to do. Remembers 256 folders at most. Thread-safe.
 */
public final class GitContext implements AutoCloseable {
    static final int MOST_FOLDERS = 256;
    static final int MOST_WAITING = 64;

    /** Then it is read anew, once somebody asks. */
    static final Duration FRESH = Duration.ofSeconds(5);

    /** What is older, be it the reading or the event, says nothing about the other. */
    static final Duration USABLE = Duration.ofSeconds(60);

    private static final Logger log = LoggerFactory.getLogger(GitContext.class);
    private static final long FIRST_READING_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long END_MILLIS = 200;
    private static final int LONGEST_FOLDER = 4096;

    private final Function<String, GitState> reader;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Set<String> waiting = new LinkedHashSet<>();
    private final Map<String, Reading> readings = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Reading> eldest) {
            return size() > MOST_FOLDERS;
        }
    };
    private final Thread thread = new Thread(this::work, "hookline-git");
    private boolean busy;
    private boolean closed;

    public GitContext(InstantSource clock) {
        this(GitReader::read, clock);
    }

    GitContext(Function<String, GitState> reader, InstantSource clock) {
        this.reader = reader;
        this.clock = clock;
        thread.setDaemon(true);
    }

    private record Reading(GitState state, Instant at) {}

    /** Starts to read; once. Before, nothing is known. */
    public void start() {
        thread.start();
    }

    /**
     * What was checked out when an event fired, as far as it is known.
     *
     * @param folder where it fired, as the event says
     */
    public GitState of(String folder, Instant firedAt) {
        if (folder.isEmpty()
                || folder.length() > LONGEST_FOLDER
                || Duration.between(firedAt, clock.instant()).compareTo(USABLE) > 0) {
            return GitState.UNKNOWN;
        }
        lock.lock();
        try {
            Reading known = usable(folder);
            boolean idle = !busy && waiting.isEmpty();
            if (known == null || age(known).compareTo(FRESH) > 0) {
                request(folder);
            }
            if (known == null && idle) {
                known = awaitFirst(folder);
            }
            return known == null ? GitState.UNKNOWN : known.state();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return GitState.UNKNOWN;
        } finally {
            lock.unlock();
        }
    }

    /** Stops reading; a read that hangs is left behind and holds nothing up. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            waiting.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        thread.interrupt();
        try {
            thread.join(END_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void request(String folder) {
        if (!closed && waiting.size() < MOST_WAITING && waiting.add(folder)) {
            changed.signalAll();
        }
    }

    private @Nullable Reading awaitFirst(String folder) throws InterruptedException {
        long left = FIRST_READING_NANOS;
        Reading first = usable(folder);
        while (first == null && left > 0 && thread.isAlive() && !closed) {
            left = changed.awaitNanos(left);
            first = usable(folder);
        }
        return first;
    }

    private @Nullable Reading usable(String folder) {
        Reading reading = readings.get(folder);
        return reading == null || age(reading).isNegative() || age(reading).compareTo(USABLE) > 0 ? null : reading;
    }

    /** Negative where the clock was set back. */
    private Duration age(Reading reading) {
        return Duration.between(reading.at(), clock.instant());
    }

    private void work() {
        try {
            for (String folder = next(); folder != null; folder = next()) {
                Instant at = clock.instant();
                finished(folder, new Reading(read(folder), at));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private @Nullable String next() throws InterruptedException {
        lock.lock();
        try {
            busy = false;
            while (waiting.isEmpty() && !closed) {
                changed.await();
            }
            if (closed) {
                return null;
            }
            Iterator<String> first = waiting.iterator();
            String folder = first.next();
            first.remove();
            busy = true;
            return folder;
        } finally {
            lock.unlock();
        }
    }

    private GitState read(String folder) {
        try {
            return reader.apply(folder);
        } catch (RuntimeException | StackOverflowError e) {
            // The message may name the folder.
            log.warn("A bug: {} while git's files were read", e.getClass().getName());
            return GitState.UNKNOWN;
        }
    }

    private void finished(String folder, Reading reading) {
        lock.lock();
        try {
            readings.put(folder, reading);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
