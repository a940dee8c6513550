package hookline.monitoring;

import io.micrometer.core.ipc.http.HttpUrlConnectionSender;
import io.micrometer.registry.otlp.OtlpConfig;
import io.micrometer.registry.otlp.OtlpHttpMetricsSender;
import io.micrometer.registry.otlp.OtlpMeterRegistry;
import io.micrometer.registry.otlp.OtlpMetricsSender;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends metrics once a minute and once more at the end, giving up on each push after three seconds to connect and five
 * to be answered.
 *
 * <p>A receiver that is away costs nothing but its figures: it is told in the log once, and so is its return. Neither
 * headers nor what a receiver answers are logged.
 */
final class OtlpPush implements OtlpMetricsSender {
    static final Duration INTERVAL = Duration.ofMinutes(1);

    private static final Logger log = LoggerFactory.getLogger(OtlpPush.class);
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(3);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);

    private final MetricsPush push;
    private final OtlpMetricsSender sender =
            new OtlpHttpMetricsSender(new HttpUrlConnectionSender(CONNECT_LIMIT, ANSWER_LIMIT));
    private boolean failing;

    private OtlpPush(MetricsPush push) {
        this.push = push;
    }

    static OtlpMeterRegistry registry(MetricsPush push, Duration interval) {
        OtlpConfig config = new OtlpConfig() {
            @Override
            public @Nullable String get(String key) {
                return null;
            }

            @Override
            public String url() {
                return push.url().toString();
            }

            @Override
            public Duration step() {
                return interval;
            }

            @Override
            public Map<String, String> headers() {
                return Map.of();
            }

            @Override
            public Map<String, String> resourceAttributes() {
                return Map.of("service.name", push.service(), "service.instance.id", push.instance());
            }
        };
        return OtlpMeterRegistry.builder(config)
                .metricsSender(new OtlpPush(push))
                .build();
    }

    @Override
    public void send(Request request) {
        try {
            sender.send(Request.builder(request.getMetricsData())
                    .address(push.url().toString())
                    .headers(push.headers().get())
                    .compressionMode(request.getCompressionMode())
                    .build());
            if (failing) {
                log.info("Metrics reach {} again", push.url());
            }
            failing = false;
        } catch (Exception e) {
            if (!failing) {
                log.warn(
                        "Metrics do not reach {} ({}); events go on. It is tried again once a minute, and told when it"
                                + " succeeds",
                        push.url(),
                        e.getClass().getSimpleName());
            }
            log.debug("The push of metrics failed", e);
            failing = true;
        }
    }
}
