package hookline.agent;

import hookline.streams.StopSignal;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wakes a waiting loop early when a file appears in a folder, and never later than 50 ms.
 *
 * <p>It only shortens the wait: some systems report late, or not at all once their limits are reached, so whoever waited
 * looks into the folder either way. For one thread.
 */
final class SpoolWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SpoolWatch.class);
    private static final Duration LONGEST = Duration.ofMillis(50);

    private final Path folder;
    private final StopSignal stop;
    private final @Nullable WatchService service;
    private @Nullable WatchKey registered;

    private SpoolWatch(Path folder, StopSignal stop, @Nullable WatchService service) {
        this.folder = folder;
        this.stop = stop;
        this.service = service;
    }

    static SpoolWatch on(Path folder, StopSignal stop) {
        WatchService service = null;
        try {
            service = folder.getFileSystem().newWatchService();
        } catch (IOException | UnsupportedOperationException e) {
            log.info("The spool cannot be watched, so it is looked into every {} ms", LONGEST.toMillis());
        }
        return new SpoolWatch(folder, stop, service);
    }

    /** Waits until something appears, or until the limit has passed. */
    void await(Duration limit) {
        Duration wait = limit.compareTo(LONGEST) < 0 ? limit : LONGEST;
        if (service == null || !register(service)) {
            stop.awaitAtMost(wait);
            return;
        }
        try {
            WatchKey woken = service.poll(wait.toNanos(), TimeUnit.NANOSECONDS);
            if (woken != null) {
                woken.pollEvents();
                // Invalid once the folder was removed; the next wait registers the one that took its place.
                registered = woken.reset() ? woken : null;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop.request();
        }
    }

    private boolean register(WatchService watches) {
        if (registered != null && registered.isValid()) {
            return true;
        }
        try {
            registered = folder.register(watches, StandardWatchEventKinds.ENTRY_CREATE);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        if (service != null) {
            service.close();
        }
    }
}
