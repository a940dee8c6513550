package hookline.agent;

import hookline.client.Spool;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the events that hooks could not keep, each once, and says so once a minute.
 *
 * <p>What hooks wrote is renamed first and counted at the next call, when no hook writes to it any more. For one thread.
 */
final class RefusedEvents {
    private static final Logger log = LoggerFactory.getLogger(RefusedEvents.class);
    private static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(1);
    private static final int FULL = 'f';
    private static final int DISK = 'd';

    private final Path file;
    private final Path closed;
    private final Counter full;
    private final Counter disk;
    private final InstantSource clock;
    private final Cadence warnings = new Cadence(BETWEEN_WARNINGS);
    private long untold;

    RefusedEvents(Spool spool, InstantSource clock, MeterRegistry registry) {
        this.file = spool.refused();
        this.closed = file.resolveSibling(file.getFileName() + ".closed");
        this.full = counter("full", registry);
        this.disk = counter("disk", registry);
        this.clock = clock;
    }

    private static Counter counter(String reason, MeterRegistry registry) {
        return Counter.builder("hookline.spool.refused")
                .description("Events that hooks could not keep: the spool was full, or the disk did not take them")
                .tag("reason", reason)
                .register(registry);
    }

    void count() throws IOException {
        if (Files.exists(closed)) {
            countClosed();
            Files.delete(closed);
        }
        if (!Files.exists(file)) {
            makeRoom();
        } else if (Files.size(file) > 1) {
            Files.move(file, closed, StandardCopyOption.ATOMIC_MOVE);
            makeRoom();
        }
        if (untold > 0 && warnings.isDue(clock.instant())) {
            log.warn(
                    "{} events were not kept by hooks, because the spool was full or the disk took none"
                            + " (HOOKLINE_SPOOL_MAX_BYTES, free space, an agent that runs, a Redis that answers)",
                    untold);
            untold = 0;
        }
    }

    private void countClosed() throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(closed))) {
            int next;
            while ((next = in.read()) >= 0) {
                if (next == FULL || next == DISK) {
                    (next == FULL ? full : disk).increment();
                    untold++;
                }
            }
        }
    }

    /** One byte that counts nothing makes the file own a block, so that hooks can still count on a full disk. */
    private void makeRoom() throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(
                file,
                EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            channel.write(ByteBuffer.wrap(new byte[] {'\n'}));
        }
    }
}
