package hookline.retention;

import hookline.settings.AuditSettings;
import hookline.settings.InvalidSettingsException;
import hookline.streams.RedisLink;
import hookline.streams.audit.AuditKeys;
import hookline.streams.audit.AuditLog;
import hookline.streams.audit.RedisAudit;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** Removes from the audit in Redis what is older than its own age, so that the rest can still be checked. */
final class AuditTrim {
    /** Leaves it alone. */
    static final AuditTrim NONE = new AuditTrim(Duration.ZERO, InstantSource.system(), before -> 0, before -> 0);

    private final Duration age;
    private final InstantSource clock;
    private final ToLongFunction<Instant> trim;
    private final ToLongFunction<Instant> count;

    private AuditTrim(Duration age, InstantSource clock, ToLongFunction<Instant> trim, ToLongFunction<Instant> count) {
        this.age = age;
        this.clock = clock;
        this.trim = trim;
        this.count = count;
    }

    /**
     * By the configured age, signed with the configured key.
     *
     * @throws InvalidSettingsException where the key is unusable
     */
    static AuditTrim of(AuditSettings settings, RedisLink link) {
        InstantSource clock = InstantSource.system();
        try {
            RedisAudit chain = new RedisAudit(link, AuditKeys.of(settings));
            AuditLog audit = AuditLog.of(settings, Optional.of(link), clock);
            return new AuditTrim(
                    settings.retention(),
                    clock,
                    before -> audit.trim(chain, before),
                    before -> audit.countBefore(chain, before));
        } catch (GeneralSecurityException e) {
            throw InvalidSettingsException.of(String.valueOf(e.getMessage()));
        }
    }

    /** One step; 0 where nothing is left to go. */
    long step() {
        return trim.applyAsLong(clock.instant().minus(age));
    }

    /** How many entries all steps would remove. */
    long count() {
        return count.applyAsLong(clock.instant().minus(age));
    }
}
