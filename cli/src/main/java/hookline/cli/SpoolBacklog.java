package hookline.cli;

import hookline.client.Spool;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What waits in a spool for Redis, as it was at one moment.
 *
 * @param events how many wait
 * @param oldest since when the one waits that waits longest
 * @param full whether hooks keep nothing at present
 * @param refused how many hooks could not keep since an agent last counted
 */
record SpoolBacklog(long events, Optional<Instant> oldest, boolean full, long refused) {
    private static final Duration STALE = Duration.ofMinutes(5);
    private static final int MAX_REFUSED_BYTES = 1 << 20;

    static SpoolBacklog of(Spool spool) throws IOException {
        long events = 0;
        Instant oldest = Instant.MAX;
        for (Path folder : Stream.of(spool.fresh(), spool.numbered())
                .filter(Files::isDirectory)
                .toList()) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
                for (Path file : files) {
                    Instant captured = capturedAt(file);
                    events++;
                    oldest = captured.isBefore(oldest) ? captured : oldest;
                }
            } catch (DirectoryIteratorException e) {
                throw e.getCause();
            }
        }
        return new SpoolBacklog(
                events,
                Optional.of(oldest).filter(some -> !some.equals(Instant.MAX)),
                Files.exists(spool.full()),
                refused(spool.refused()));
    }

    /** Says what is good or wrong about it. */
    void report(Checks checks, Instant now) {
        if (full) {
            checks.bad(
                    "spool",
                    "full, so hooks keep no event: start `hookline up` or `hookline agent`, or see its log, or raise"
                            + " HOOKLINE_SPOOL_MAX_BYTES");
        }
        if (oldest.isPresent() && oldest.get().isBefore(now.minus(STALE))) {
            checks.bad("spool", waiting(now) + ": start `hookline up` or `hookline agent`, or see its log");
        } else {
            checks.good("spool", waiting(now));
        }
        if (refused > 0) {
            checks.bad("refused", refused + " events were not kept, for the spool or the disk was full");
        }
    }

    private String waiting(Instant now) {
        return events
                + " events wait"
                + oldest.map(since -> ", the oldest for "
                                + Math.max(0, Duration.between(since, now).toSeconds()) + " s (since " + since + ")")
                        .orElse("");
    }

    private static Instant capturedAt(Path file) throws IOException {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (NoSuchFileException shippedMeanwhile) {
            return Instant.MAX;
        }
    }

    private static long refused(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            long refused = 0;
            for (byte each : in.readNBytes(MAX_REFUSED_BYTES)) {
                refused += each == '\n' ? 0 : 1;
            }
            return refused;
        } catch (NoSuchFileException none) {
            return 0;
        }
    }
}
