package hookline.monitoring;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The meters of a process and, once started, the HTTP endpoint that shows them; closing releases what this one began.
 *
 * <p>Every registry carries the JVM's and the process's own meters. Thread-safe.
 */
public final class Monitoring implements AutoCloseable {
    private final MeterRegistry meters;
    private final PrometheusMeterRegistry shown;
    private final int port;
    private final Runnable release;

    private Monitoring(MeterRegistry meters, PrometheusMeterRegistry shown, int port, Runnable release) {
        this.meters = meters;
        this.shown = shown;
        this.port = port;
        this.release = release;
    }

    /** A registry that nobody serves. */
    public static Monitoring none() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        return bound(registry, registry);
    }

    /** One whose meters are also sent, once a minute and at the end, for as long as it is open. */
    public static Monitoring pushing(MetricsPush push) {
        return pushing(push, OtlpPush.INTERVAL);
    }

    static Monitoring pushing(MetricsPush push, Duration interval) {
        PrometheusMeterRegistry shown = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        CompositeMeterRegistry both = new CompositeMeterRegistry();
        both.add(shown);
        both.add(OtlpPush.registry(push, interval));
        return bound(both, shown);
    }

    private static Monitoring bound(MeterRegistry registry, PrometheusMeterRegistry shown) {
        JvmGcMetrics collector = new JvmGcMetrics();
        collector.bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        return new Monitoring(registry, shown, 0, () -> {
            collector.close();
            registry.close();
        });
    }

    /**
     * Serves a registry of its own.
     *
     * @param port 0 picks a free one
     * @param portSetting the name of the setting that the port came from, for the message when it is taken
     */
    public static Monitoring start(String address, int port, String portSetting, Health health) throws IOException {
        Monitoring own = none();
        try {
            Monitoring served = own.serve(address, port, portSetting, health);
            return new Monitoring(own.meters, own.shown, served.port, () -> {
                served.close();
                own.close();
            });
        } catch (IOException | RuntimeException e) {
            own.close();
            throw e;
        }
    }

    /**
     * Serves the same meters at one more address, with the health of another process in this JVM. Closing the result
     * ends its endpoint only.
     */
    public Monitoring serve(HttpPort port, Health health) throws IOException {
        BoundedServer server = BoundedServer.start(port, new Endpoint(shown, health, port.handlers()));
        return new Monitoring(meters, shown, server.port(), server::close);
    }

    /** The same where there is nothing to serve but metrics and health. */
    public Monitoring serve(String address, int port, String portSetting, Health health) throws IOException {
        return serve(HttpPort.plain(address, port, portSetting, Map.of()), health);
    }

    /**
     * Shows when a certificate expires, from now on and whatever its file holds later.
     *
     * @param use what it is for, as the label {@code certificate}
     * @param expiry reads the file; called at most once a minute, while metrics are scraped
     */
    public void certificate(String use, Supplier<Instant> expiry) {
        CertificateExpiry.register(meters, use, expiry, InstantSource.system());
    }

    /** Where the endpoint listens, or 0 where there is none. */
    public int port() {
        return port;
    }

    public MeterRegistry registry() {
        return meters;
    }

    /** All meters as Prometheus reads them, text format 0.0.4. */
    public String scrape() {
        return shown.scrape();
    }

    @Override
    public void close() {
        release.run();
    }
}
