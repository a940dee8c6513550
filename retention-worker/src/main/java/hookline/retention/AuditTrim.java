package hookline.retention;

import hookline.settings.AuditSettings;
import hookline.settings.InvalidSettingsException;
import hookline.streams.RedisLink;
import hookline.streams.audit.AuditKeys;
import hookline.streams.audit.AuditLog;
import hookline.streams.audit.RedisAudit;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes from the audit in Redis what is older than its own age, so that the rest can still be checked. */
@FunctionalInterface
interface AuditTrim {
    /** Leaves it alone. */
    AuditTrim NONE = () -> {};

    void trim();

    /**
     * By the configured age, signed with the configured key.
     *
     * @throws InvalidSettingsException where the key is unusable
     */
    static AuditTrim of(AuditSettings settings, RedisLink link) {
        Logger log = LoggerFactory.getLogger(AuditTrim.class);
        InstantSource clock = InstantSource.system();
        try {
            RedisAudit chain = new RedisAudit(link, AuditKeys.of(settings));
            AuditLog audit = AuditLog.of(settings, Optional.of(link), clock);
            return () -> {
                long gone = audit.trim(chain, clock.instant().minus(settings.retention()));
                if (gone > 0) {
                    log.info("Removed {} entries of the audit", gone);
                }
            };
        } catch (GeneralSecurityException e) {
            throw InvalidSettingsException.of(String.valueOf(e.getMessage()));
        }
    }
}
