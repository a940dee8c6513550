package hookline.agent;

import hookline.client.Spool;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Shows how many events, and how many bytes of them, wait for Redis, as they were counted within the last few seconds.
 *
 * <p>Counting stops at 100,000 files, which is then what it shows. Only the one thread that refreshes it does I/O.
 */
final class SpoolGauges {
    private static final int MAX_COUNTED = 100_000;
    private static final Duration BETWEEN_COUNTS = Duration.ofSeconds(5);

    private final Spool spool;
    private final InstantSource clock;
    private final Cadence cadence = new Cadence(BETWEEN_COUNTS);
    private volatile Waiting waiting = new Waiting(0, 0);

    SpoolGauges(Spool spool, InstantSource clock, MeterRegistry registry) {
        this.spool = spool;
        this.clock = clock;
        Gauge.builder("hookline.spool.events", this, gauges -> gauges.waiting.events)
                .description("Events in the spool that Redis has not confirmed yet")
                .register(registry);
        Gauge.builder("hookline.spool.bytes", this, gauges -> gauges.waiting.bytes)
                .description("Size of the events in the spool that Redis has not confirmed yet")
                .baseUnit("bytes")
                .register(registry);
    }

    private record Waiting(int events, long bytes) {}

    /** Counts anew if the last count is old enough. */
    void refresh() throws IOException {
        if (cadence.isDue(clock.instant())) {
            waiting = count(spool.numbered(), count(spool.fresh(), new Waiting(0, 0)));
        }
    }

    private static Waiting count(Path folder, Waiting before) throws IOException {
        int events = before.events;
        long bytes = before.bytes;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (events >= MAX_COUNTED) {
                    break;
                }
                events++;
                bytes += size(file);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return new Waiting(events, bytes);
    }

    private static long size(Path file) {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .size();
        } catch (IOException vanished) {
            return 0;
        }
    }
}
