package hookline.monitoring;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers {@code /metrics}, {@code /health/live} and {@code /health/ready}, never reading a request's body, and leaves
 * the further paths of a port to those who know them.
 */
final class Endpoint implements HttpHandler {
    private static final Logger log = LoggerFactory.getLogger(Endpoint.class);

    private final PrometheusMeterRegistry registry;
    private final Health health;
    private final Map<String, HttpHandler> further;

    Endpoint(PrometheusMeterRegistry registry, Health health, Map<String, HttpHandler> further) {
        this.registry = registry;
        this.health = health;
        this.further = Map.copyOf(further);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        // Compared whole: the server itself would hand `/hooks` to whoever answers `/hook`.
        HttpHandler handler = further.get(exchange.getRequestURI().getPath());
        if (handler == null) {
            answer(exchange);
        } else {
            handler.handle(exchange);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestMethod().equals("GET")) {
                exchange.getResponseHeaders().set("Allow", "GET");
                // What is left of a body must not be taken for the next request.
                exchange.getResponseHeaders().set("Connection", "close");
                answer(exchange, 405, "text/plain; charset=utf-8", "method not allowed\n");
                return;
            }
            switch (exchange.getRequestURI().getPath()) {
                case "/metrics" -> answer(exchange, 200, "text/plain; version=0.0.4; charset=utf-8", metrics());
                case "/health/live" -> answer(exchange, 200, "text/plain; charset=utf-8", "ok\n");
                case "/health/ready" -> {
                    List<String> problems = problems();
                    String line = problems.isEmpty() ? "ok" : oneLine(problems);
                    answer(exchange, problems.isEmpty() ? 200 : 503, "text/plain; charset=utf-8", line + "\n");
                }
                default -> answer(exchange, 404, "text/plain; charset=utf-8", "not found\n");
            }
        }
    }

    /** Readiness is of this port alone, where processes of one JVM share their meters. */
    private String metrics() {
        return registry.scrape() + "# HELP hookline_ready 1 where /health/ready answers 200\n"
                + "# TYPE hookline_ready gauge\nhookline_ready " + (problems().isEmpty() ? 1 : 0) + "\n";
    }

    private List<String> problems() {
        try {
            return health.problems();
        } catch (RuntimeException e) {
            log.warn("The health check itself failed", e);
            return List.of("the health check itself failed: " + e.getClass().getSimpleName());
        }
    }

    private static String oneLine(List<String> problems) {
        return problems.stream()
                .map(problem -> problem.replaceAll("\\p{Cntrl}+", " "))
                .collect(Collectors.joining("; "));
    }

    private static void answer(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        // An answer to HEAD has no body, whatever its status.
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head ? -1 : body.length);
        if (!head) {
            exchange.getResponseBody().write(body);
        }
    }
}
