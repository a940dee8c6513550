package hookline.console;

import hookline.monitoring.Monitoring;
import hookline.schemas.crypto.PayloadDecryption;
import hookline.settings.ConfiguredCertificate;
import hookline.settings.ConsoleSettings;
import hookline.settings.Endpoint;
import hookline.settings.SecretSource;
import hookline.settings.SteadyClock;
import hookline.settings.access.BearerTokens;
import hookline.settings.access.ServerCertificate;
import hookline.streams.Redis;
import hookline.streams.StopSignal;
import io.javalin.Javalin;
import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The web page's server: it reads, and changes nothing in Redis. Closing it ends every tab's stream and its threads. */
public final class Console implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Console.class);
    private static final int THREADS = 96;
    private static final int IDLE_MILLIS = 30_000;
    private static final int MOST_REQUEST_BYTES = 4_096;

    /** Streams look for the end four times a second; one that waits for Redis takes longest. */
    private static final int STOP_MILLIS = 10_000;

    private final Javalin server;
    private final PipelineHistory history;
    private final StopSignal stop;
    private final String address;

    private Console(Javalin server, PipelineHistory history, StopSignal stop, String address) {
        this.server = server;
        this.history = history;
        this.stop = stop;
        this.address = address;
    }

    /**
     * Opens the port; Redis need not be there yet.
     *
     * @param redis stays open, and belongs to the caller
     * @param decryption to show payloads in the clear; the settings then need a token
     * @param monitoring whose meters are shown
     * @param refused told who tried a wrong token
     * @throws IOException where the port cannot be opened
     */
    public static Console start(
            ConsoleSettings settings,
            Redis redis,
            Optional<PayloadDecryption> decryption,
            Optional<SecretSource> tokens,
            Monitoring monitoring,
            Consumer<InetAddress> refused,
            InstantSource clock)
            throws IOException, GeneralSecurityException {
        Endpoint endpoint = settings.endpoint();
        Optional<SSLContext> tls = Optional.empty();
        if (settings.tls().isPresent()) {
            ConfiguredCertificate shown = settings.tls().get().shown("console");
            monitoring.certificate(shown.use(), shown::expiry);
            tls = Optional.of(ServerCertificate.context(settings.tls().get(), clock));
        }
        Door door = new Door(tokens.map(source -> new BearerTokens(source, clock)), new SteadyClock());
        StopSignal stop = new StopSignal();
        PipelineHistory history = new PipelineHistory(redis, new Processes(settings.metrics()), clock);
        Pages pages = new Pages(
                new Lookups(redis, decryption),
                () -> new LiveStream(redis, new EventSummary(decryption), new SteadyClock(), stop),
                history,
                monitoring,
                clock);
        Guard guard = new Guard(door, endpoint, tls.isPresent(), refused);
        Javalin server = server(endpoint, tls, guard, pages);
        try {
            server.start();
        } catch (JavalinBindException e) {
            history.close();
            throw new IOException(
                    "Cannot show the console on " + endpoint.address() + ", port " + endpoint.port()
                            + " (it is taken, or not an address of this host): set HOOKLINE_CONSOLE_PORT to a free"
                            + " port, or to 0 to have one picked",
                    e);
        }
        String host = endpoint.address().contains(":") ? "[" + endpoint.address() + "]" : endpoint.address();
        String address = (tls.isPresent() ? "https://" : "http://") + host + ":" + server.port();
        log.info("The console is at {}", address);
        return new Console(server, history, stop, address);
    }

    /** Where the page is, as seen from this host. */
    public String address() {
        return address;
    }

    @Override
    public void close() {
        stop.request();
        server.stop();
        history.close();
    }

    private static Javalin server(Endpoint endpoint, Optional<SSLContext> tls, Guard guard, Pages pages) {
        return Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            config.startup.startupWatcherEnabled = false;
            config.http.maxRequestSize = MOST_REQUEST_BYTES;
            config.http.prefer405over404 = true;
            config.jetty.threadPool = new QueuedThreadPool(THREADS, 4);
            config.jetty.modifyServer(server -> server.setStopTimeout(STOP_MILLIS));
            config.jetty.modifyHttpConfiguration(http -> {
                http.setSendServerVersion(false);
                http.setRequestHeaderSize(2 * MOST_REQUEST_BYTES);
            });
            config.jetty.addConnector((server, http) -> connector(server, http, endpoint, tls));
            guard.addTo(config.routes);
            pages.addTo(config.routes);
        });
    }

    private static ServerConnector connector(
            Server server, HttpConfiguration http, Endpoint endpoint, Optional<SSLContext> tls) {
        HttpConfiguration configuration = new HttpConfiguration(http);
        HttpConnectionFactory plain = new HttpConnectionFactory(configuration);
        ServerConnector connector;
        if (tls.isPresent()) {
            // The host name is the client's to check.
            configuration.addCustomizer(new SecureRequestCustomizer(false));
            SslContextFactory.Server context = new SslContextFactory.Server();
            context.setSslContext(tls.get());
            context.setIncludeProtocols("TLSv1.3", "TLSv1.2");
            connector = new ServerConnector(server, new SslConnectionFactory(context, "http/1.1"), plain);
        } else {
            connector = new ServerConnector(server, plain);
        }
        connector.setHost(endpoint.address());
        connector.setPort(endpoint.port());
        connector.setIdleTimeout(IDLE_MILLIS);
        return connector;
    }
}
