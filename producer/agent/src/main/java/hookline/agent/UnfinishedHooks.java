package hookline.agent;

import hookline.client.Spool;
import hookline.client.SpooledHook;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes over what hooks left in {@code tmp/} when they were killed, so that an event that was complete is not lost and
 * one that was not ends as a dead letter; what never got any input is removed.
 *
 * <p>Only what nobody has written to for an hour, six times as long as a hook may take. For one thread.
 */
final class UnfinishedHooks {
    static final Duration ABANDONED_AFTER = Duration.ofHours(1);
    private static final Logger log = LoggerFactory.getLogger(UnfinishedHooks.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);

    private final Spool spool;
    private final InstantSource clock;
    private final Cadence looks = new Cadence(BETWEEN_LOOKS);

    UnfinishedHooks(Spool spool, InstantSource clock) {
        this.spool = spool;
        this.clock = clock;
    }

    void takeOver() throws IOException {
        Instant now = clock.instant();
        if (!looks.isDue(now)) {
            return;
        }
        int taken = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(spool.tmp())) {
            for (Path file : files) {
                String id = file.getFileName().toString();
                if (NumberedName.isId(id) && !isComplete(id) && isAbandoned(file, now) && takeOver(file, id)) {
                    taken++;
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        if (taken > 0) {
            log.info("Took over {} events that killed hooks left unfinished", taken);
        }
    }

    private boolean isComplete(String id) {
        return Files.exists(spool.fresh().resolve(id), LinkOption.NOFOLLOW_LINKS);
    }

    private boolean takeOver(Path file, String id) throws IOException {
        if (SpooledHook.read(file, id, 1).payload().hasRemaining()) {
            Files.move(file, spool.fresh().resolve(id), StandardCopyOption.ATOMIC_MOVE);
            return true;
        }
        Files.deleteIfExists(file);
        return false;
    }

    private static boolean isAbandoned(Path file, Instant now) throws IOException {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS)
                        .toInstant()
                        .isBefore(now.minus(ABANDONED_AFTER));
    }
}
