package hookline.cli;

import hookline.settings.AuditSettings;
import hookline.settings.Environment;
import hookline.streams.Redis;
import hookline.streams.audit.AuditAct;
import hookline.streams.audit.AuditLog;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Optional;

/** The audit of one command: what cannot be written down is not done, and what is not audited is said. */
final class CommandAudit implements AutoCloseable {
    private final Optional<Redis> redis;
    private final AuditLog log;

    private CommandAudit(Optional<Redis> redis, AuditLog log) {
        this.redis = redis;
        this.log = log;
    }

    static CommandAudit open(Environment environment) throws IOException, GeneralSecurityException {
        CommandAudit audit = openAgain(environment);
        if (audit.log.places().isEmpty()) {
            System.err.println("hookline: this is not audited, since neither Redis nor HOOKLINE_AUDIT_FILE is set");
        } else if (AuditSettings.from(environment).key().isEmpty()) {
            System.err.println("hookline: this is audited without a signature: `hookline keys create` makes a key,"
                    + " and HOOKLINE_AUDIT_KEY_FILE names it");
        }
        return audit;
    }

    /** The same for a command that has opened it before, and so has said what is not audited. */
    static CommandAudit openAgain(Environment environment) throws IOException, GeneralSecurityException {
        AuditSettings settings = AuditSettings.from(environment);
        try (Started started = new Started()) {
            Optional<Redis> redis = settings.redis().map(Redis::at);
            redis.ifPresent(started::add);
            AuditLog log = AuditLog.of(settings, redis.map(Redis::link), InstantSource.system());
            started.keep();
            return new CommandAudit(redis, log);
        }
    }

    /** Writes one act down before it is done. */
    static void write(Environment environment, AuditAct act, String subject)
            throws IOException, GeneralSecurityException {
        try (CommandAudit audit = open(environment)) {
            audit.append(act, subject, 0);
        }
    }

    /**
     * Writes an act down.
     *
     * @param subject names, marks and key ids; never a value
     * @throws hookline.streams.audit.AuditUnavailableException where no place takes it
     */
    void append(AuditAct act, String subject, long count) {
        log.append(act, subject, count);
    }

    @Override
    public void close() {
        redis.ifPresent(Redis::close);
    }
}
