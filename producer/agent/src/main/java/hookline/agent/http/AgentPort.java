package hookline.agent.http;

import com.sun.net.httpserver.HttpExchange;
import hookline.client.Spool;
import hookline.monitoring.Health;
import hookline.monitoring.HttpPort;
import hookline.monitoring.Monitoring;
import hookline.settings.AgentSettings;
import hookline.settings.ConfiguredCertificate;
import hookline.settings.Endpoint;
import hookline.settings.IngestSettings;
import hookline.settings.access.BearerTokens;
import hookline.settings.access.ServerCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;

/** The agent's port: takes hooks at {@code /hook}, and shows metrics and health. Closing frees it. */
public final class AgentPort implements AutoCloseable {
    private static final String HOOKS = "/hook";

    private final Monitoring served;
    private final String root;

    private AgentPort(Monitoring served, String root) {
        this.served = served;
        this.root = root;
    }

    /**
     * Opens the port over a home whose spool an agent drains.
     *
     * @param monitoring whose meters are shown, and count requests
     * @param refused told who posted without a valid token
     * @throws hookline.settings.InvalidSettingsException where tokens, certificate or key cannot be used
     * @throws hookline.settings.SecretUnavailableException where they cannot be read
     */
    public static AgentPort open(
            AgentSettings settings,
            Monitoring monitoring,
            Health health,
            Consumer<InetAddress> refused,
            InstantSource clock)
            throws IOException, GeneralSecurityException {
        Endpoint endpoint = settings.endpoint();
        IngestSettings ingest = settings.ingest();
        Optional<SSLContext> tls = Optional.empty();
        if (ingest.tls().isPresent()) {
            ConfiguredCertificate shown = ingest.tls().get().shown("agent");
            monitoring.certificate(shown.use(), shown::expiry);
            tls = Optional.of(ServerCertificate.context(ingest.tls().get(), clock));
        }
        HookEndpoint hooks = new HookEndpoint(
                Spool.at(settings.home()),
                settings.maxPayloadSize(),
                ingest.tokens().map(source -> new BearerTokens(source, clock)),
                ingest.rateLimit(),
                AgentPort::client,
                refused,
                monitoring.registry(),
                clock);
        Monitoring served = monitoring.serve(
                new HttpPort(endpoint.address(), endpoint.port(), "HOOKLINE_AGENT_PORT", tls, Map.of(HOOKS, hooks)),
                health);
        String host = endpoint.address().contains(":") ? "[" + endpoint.address() + "]" : endpoint.address();
        return new AgentPort(served, (tls.isPresent() ? "https://" : "http://") + host + ":" + served.port());
    }

    /** Where hooks are posted, as seen from this host. */
    public String hooks() {
        return root + HOOKS;
    }

    /** Where Prometheus finds the metrics. */
    public String metrics() {
        return root + "/metrics";
    }

    @Override
    public void close() {
        served.close();
    }

    private static InetAddress client(HttpExchange exchange) {
        return exchange.getRemoteAddress().getAddress();
    }
}
