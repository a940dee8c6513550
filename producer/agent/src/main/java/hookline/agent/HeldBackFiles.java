package hookline.agent;

import io.micrometer.core.instrument.Counter;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers which files of the spool could not be handled, so that they are tried again now and then and stand in
 * nobody's way; each is logged and counted once.
 *
 * <p>Beyond its limit the one that failed first is forgotten, which only has it tried sooner. Thread-safe.
 */
final class HeldBackFiles {
    static final Duration RETRY_AFTER = Duration.ofSeconds(30);
    private static final Logger log = LoggerFactory.getLogger(HeldBackFiles.class);
    private static final int MAX_FILES = 30_000;
    private static final int MAX_FOREIGN_NAMES = 1_000;
    private static final int MAX_LOGGED_NAME = 64;

    private final InstantSource clock;
    private final Counter unreadable;
    private final Map<String, Instant> failed = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > MAX_FILES;
        }
    };
    private final Set<String> foreign = new HashSet<>();

    HeldBackFiles(InstantSource clock, Counter unreadable) {
        this.clock = clock;
        this.unreadable = unreadable;
    }

    /** Keeps an event's file from being tried for a while. */
    synchronized void hold(String id, Exception why) {
        if (failed.put(id, clock.instant()) == null) {
            unreadable.increment();
            // Only the kind of an I/O failure: its message is nothing but the path.
            String reason = why instanceof IOException ? why.getClass().getSimpleName() : why.getMessage();
            log.warn("Event {} cannot be shipped now and is left in the spool: {}", id, reason);
        }
    }

    synchronized boolean isHeld(String id) {
        Instant since = failed.get(id);
        if (since == null) {
            return false;
        }
        Instant now = clock.instant();
        return !now.isBefore(since) && now.isBefore(since.plus(RETRY_AFTER));
    }

    /** Whether it failed and has not succeeded since, held or not. */
    synchronized boolean hasFailed(String id) {
        return failed.containsKey(id);
    }

    synchronized boolean isEmpty() {
        return failed.isEmpty();
    }

    /** Says that it could be handled, or that it is gone. */
    synchronized void release(String id) {
        failed.remove(id);
    }

    /** Notes a file that is not ours. */
    synchronized void leaveAlone(String name) {
        if (foreign.size() < MAX_FOREIGN_NAMES && foreign.add(name)) {
            String readable = name.replaceAll("[^A-Za-z0-9._-]", "?");
            log.warn(
                    "A file in the spool is no event and is left alone: {}",
                    readable.substring(0, Math.min(readable.length(), MAX_LOGGED_NAME)));
        }
    }
}
