package hookline.monitoring;

import java.net.URI;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Where to send metrics by OTLP over HTTP, as whom.
 *
 * @param service the name of the process, such as {@code hookline-agent}
 * @param instance tells processes of one service apart
 * @param headers asked before each push, since tokens change; may throw, which counts as a failed push
 */
public record MetricsPush(URI url, String service, String instance, Supplier<Map<String, String>> headers) {}
