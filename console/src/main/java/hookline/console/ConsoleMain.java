package hookline.console;

import hookline.monitoring.Monitoring;
import hookline.schemas.crypto.PayloadDecryption;
import hookline.settings.ConsoleSettings;
import hookline.settings.SecretSource;
import hookline.streams.Redis;
import hookline.streams.StopSignal;
import hookline.streams.audit.FailedLogins;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/** Runs the console until asked to stop. */
public final class ConsoleMain {
    private ConsoleMain() {}

    /**
     * Returns when asked to stop.
     *
     * @param decryption to show payloads in the clear
     * @param tokens to log in with; empty where whoever reaches the port may look
     * @param started told where the page is
     * @throws IOException where the port is taken
     * @throws GeneralSecurityException where the certificate or the audit's key cannot be used
     */
    public static void run(
            ConsoleSettings settings,
            Optional<PayloadDecryption> decryption,
            Optional<SecretSource> tokens,
            Consumer<String> started,
            StopSignal stop)
            throws IOException, GeneralSecurityException {
        try (Redis redis = Redis.at(settings.redis());
                FailedLogins failedLogins = FailedLogins.audited(settings.audit(), redis);
                Monitoring monitoring = Monitoring.none();
                Console console = Console.start(
                        settings, redis, decryption, tokens, monitoring, failedLogins, InstantSource.system())) {
            started.accept(console.address());
            stop.await();
        }
    }
}
