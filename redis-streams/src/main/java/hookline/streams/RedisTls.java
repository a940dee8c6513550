package hookline.streams;

import hookline.settings.TlsIdentity;
import hookline.settings.TlsSettings;
import io.lettuce.core.SslOptions;
import io.netty.handler.ssl.SslContextBuilder;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Encrypts connections to Redis with TLS 1.2 or 1.3, by the files as they are when a link connects: a renewed
 * certificate needs no restart. Thread-safe.
 */
final class RedisTls {
    private static final Logger log = LoggerFactory.getLogger(RedisTls.class);

    /** A server that does not speak TLS may answer nothing at all. */
    private static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(3);

    private final TlsSettings settings;
    private final InstantSource clock;
    private volatile Files files = new Files(List.of(), Optional.empty());

    /** What they held when they were last read. */
    private record Files(List<X509Certificate> authorities, Optional<TlsIdentity> identity) {}

    RedisTls(TlsSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        if (settings.enabled() && settings.skipVerify()) {
            log.warn("REDIS_TLS_SKIP_VERIFY accepts the certificate of whoever answers; unset it, and set REDIS_TLS_CA"
                    + " to the certificate of the server's authority");
        }
    }

    /**
     * Reads the files again, for the connections from now on.
     *
     * @throws hookline.settings.InvalidSettingsException where one of them cannot serve
     * @throws hookline.settings.SecretUnavailableException where the key cannot be read, or others can read it
     */
    void readFiles() {
        if (settings.enabled()) {
            files = new Files(
                    settings.skipVerify() ? List.of() : settings.authorities(), settings.identity(clock.instant()));
        }
    }

    SslOptions options() {
        return SslOptions.builder()
                .jdkSslProvider()
                .protocols("TLSv1.3", "TLSv1.2")
                .handshakeTimeout(HANDSHAKE_TIMEOUT)
                .sslContext(this::configure)
                .build();
    }

    private void configure(SslContextBuilder context) {
        Files current = files;
        if (!current.authorities.isEmpty()) {
            context.trustManager(current.authorities);
        }
        current.identity.ifPresent(identity -> context.keyManager(identity.key(), identity.chain()));
    }
}
