package hookline.cli;

import hookline.settings.Environment;
import hookline.settings.InvalidSettingsException;
import hookline.settings.SecretUnavailableException;
import hookline.settings.WeakenedPrivacy;
import hookline.streams.StopSignal;
import hookline.streams.audit.AuditAct;
import hookline.streams.audit.AuditUnavailableException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down once at the start of a service which of its settings weaken privacy, as soon as the audit takes it.
 *
 * <p>The service does not wait for that: events must not be lost because Redis is away.
 */
final class PrivacyAuditLoop implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(PrivacyAuditLoop.class);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(10);

    private final Environment environment;
    private final String service;
    private final List<String> weakened;
    private final StopSignal stop;

    private PrivacyAuditLoop(Environment environment, String service, List<String> weakened, StopSignal stop) {
        this.environment = environment;
        this.service = service;
        this.weakened = weakened;
        this.stop = stop;
    }

    /** Starts a thread where there is something to write; it ends by itself, or when a stop is requested. */
    static void start(Environment environment, String service, StopSignal stop) {
        List<String> weakened = WeakenedPrivacy.in(environment);
        if (weakened.isEmpty()) {
            return;
        }
        Thread thread = new Thread(new PrivacyAuditLoop(environment, service, weakened, stop), "audit");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void run() {
        boolean said = false;
        while (!stop.isRequested()) {
            try (CommandAudit audit = CommandAudit.open(environment)) {
                audit.append(AuditAct.PRIVACY_WEAKENED, service + ": " + String.join(", ", weakened), weakened.size());
                return;
            } catch (AuditUnavailableException
                    | SecretUnavailableException
                    | InvalidSettingsException
                    | GeneralSecurityException
                    | IOException e) {
                if (!said) {
                    log.warn("The audit waits to say that {} weaken privacy: {}", weakened, e.getMessage());
                }
                said = true;
                stop.awaitAtMost(BETWEEN_TRIES);
            }
        }
    }
}
