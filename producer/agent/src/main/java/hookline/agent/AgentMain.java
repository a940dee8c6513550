package hookline.agent;

import hookline.agent.http.AgentPort;
import hookline.monitoring.Monitoring;
import hookline.settings.AgentSettings;
import hookline.streams.Redis;
import hookline.streams.StopSignal;
import hookline.streams.audit.FailedLogins;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the agent as a process of its own. */
public final class AgentMain {
    private static final Logger log = LoggerFactory.getLogger(AgentMain.class);

    private AgentMain() {}

    /**
     * Ships the spool until a stop is requested.
     *
     * @param monitoring takes its meters, and stays open
     * @throws RuntimeException what ended the agent before that; the process has failed then
     */
    public static void run(AgentSettings settings, Monitoring monitoring, StopSignal stop)
            throws IOException, GeneralSecurityException {
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        InstantSource clock = InstantSource.system();
        try (Redis redis = Redis.at(settings.redis(), monitoring.registry());
                Agent agent = new Agent(settings, redis, monitoring.registry(), clock, e -> {
                    failure.set(e);
                    stop.request();
                })) {
            settings.redis().tls().certificates().forEach(file -> monitoring.certificate(file.use(), file::expiry));
            agent.start();
            try (FailedLogins failedLogins = FailedLogins.audited(settings.audit(), redis);
                    AgentPort port = AgentPort.open(settings, monitoring, agent::problems, failedLogins, clock)) {
                log.info("Shipping to Redis at {}", redis.address());
                log.debug("The spool is {}", settings.home().resolve("spool"));
                log.info("Taking hooks at {}", port.hooks());
                stop.await();
            }
        }
        rethrow(failure.get());
    }

    private static void rethrow(@Nullable Throwable failure) {
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
        if (failure != null) {
            throw new IllegalStateException("The agent failed", failure);
        }
    }
}
