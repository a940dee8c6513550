package hookline.agent;

import hookline.client.Spool;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the marker by which hooks know that the spool is full: there from the limit on, gone below nine tenths of it.
 *
 * <p>The marker outlives the agent, since nobody else would stop hooks from filling the disk. For one thread.
 */
final class SpoolLimit {
    private static final Logger log = LoggerFactory.getLogger(SpoolLimit.class);

    private final Spool spool;
    private final long maxBytes;

    SpoolLimit(Spool spool, long maxBytes) {
        this.spool = spool;
        this.maxBytes = maxBytes;
    }

    void apply(SpoolUsage usage) throws IOException {
        if (usage.onDisk() >= maxBytes && mark()) {
            log.warn(
                    "The spool is full with {} bytes on disk, HOOKLINE_SPOOL_MAX_BYTES: hooks keep no further events"
                            + " until Redis has taken some",
                    usage.onDisk());
        } else if (usage.onDisk() < maxBytes / 10 * 9 && Files.deleteIfExists(spool.full())) {
            log.info("The spool has room again");
        }
    }

    private boolean mark() throws IOException {
        try {
            Files.createFile(
                    spool.full(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }
}
