package hookline.agent;

import hookline.schemas.crypto.Sealing;
import hookline.settings.SecretSource;
import hookline.settings.SteadyClock;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Seals to the public key as it is, and to the last one while it cannot be read; then it says so once a minute. */
final class SealingKey {
    private static final Logger log = LoggerFactory.getLogger(SealingKey.class);
    private static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(1);

    private SealingKey() {}

    /**
     * Reads the key.
     *
     * @throws GeneralSecurityException where it is none; the message names where it came from
     */
    static Sealing sealing(SecretSource publicKey) throws GeneralSecurityException {
        InstantSource clock = new SteadyClock();
        Cadence warnings = new Cadence(BETWEEN_WARNINGS);
        try {
            return Sealing.to(() -> publicKey.read().reveal(), clock, failure -> {
                if (warnings.isDue(clock.instant())) {
                    log.warn(
                            "{} cannot be read again, so events are sealed to the key that was read last: {}",
                            publicKey.origin(),
                            failure.getMessage());
                }
            });
        } catch (GeneralSecurityException e) {
            throw new GeneralSecurityException(publicKey.origin() + ": " + e.getMessage(), e);
        }
    }
}
