package hookline.monitoring;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * Tells when a file's certificate expires, looking at the file at most once a minute however often it is asked.
 *
 * <p>A file that cannot be read counts as expired, so that the same alarm tells of it. Thread-safe.
 */
final class CertificateExpiry {
    private static final Duration READ_AGAIN = Duration.ofMinutes(1);

    private final Supplier<Instant> file;
    private final InstantSource clock;
    private Instant expiry = Instant.EPOCH;
    private Instant due = Instant.MIN;

    CertificateExpiry(Supplier<Instant> file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
    }

    static void register(MeterRegistry registry, String use, Supplier<Instant> file, InstantSource clock) {
        CertificateExpiry expiry = new CertificateExpiry(file, clock);
        Gauge.builder("hookline.certificate.expiry.seconds", expiry::epochSeconds)
                .description("When the first certificate of a configured file expires; 0 where it cannot be read")
                .tag("certificate", use)
                .register(registry);
    }

    synchronized long epochSeconds() {
        Instant now = clock.instant();
        if (!now.isBefore(due)) {
            expiry = read();
            due = now.plus(READ_AGAIN);
        }
        return expiry.getEpochSecond();
    }

    private Instant read() {
        try {
            return file.get();
        } catch (RuntimeException e) {
            return Instant.EPOCH;
        }
    }
}
