package hookline.monitoring;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers {@code /metrics}, {@code /health/live} and {@code /health/ready} on two threads of its own, never reading a
 * request's body. Closing frees the port and ends the threads.
 */
final class Endpoint implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Endpoint.class);
    private static final int THREADS = 2;
    private static final int BACKLOG = 16;

    static {
        // The JDK's server reads these once, and bounds neither time nor connections by itself.
        setUnlessSet("sun.net.httpserver.maxReqTime", "10");
        setUnlessSet("sun.net.httpserver.maxRspTime", "10");
        setUnlessSet("jdk.httpserver.maxConnections", "256");
    }

    private final HttpServer server;
    private final ExecutorService threads;
    private final PrometheusMeterRegistry registry;
    private final Health health;

    private Endpoint(HttpServer server, ExecutorService threads, PrometheusMeterRegistry registry, Health health) {
        this.server = server;
        this.threads = threads;
        this.registry = registry;
        this.health = health;
    }

    static Endpoint start(String address, int port, String portSetting, PrometheusMeterRegistry registry, Health health)
            throws IOException {
        InetSocketAddress socket = new InetSocketAddress(address, port);
        if (socket.isUnresolved()) {
            throw new IOException("Cannot serve metrics and health on " + address + ": no such address");
        }
        HttpServer server;
        try {
            server = HttpServer.create(socket, BACKLOG);
        } catch (IOException e) {
            throw new IOException(
                    "Cannot serve metrics and health on " + address + ", port " + port + " (" + e.getMessage()
                            + "): set " + portSetting + " to a free port, or to 0 to have one picked",
                    e);
        }
        int bound = server.getAddress().getPort();
        AtomicInteger count = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "monitoring-" + bound + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        Endpoint endpoint = new Endpoint(server, threads, registry, health);
        server.setExecutor(threads);
        server.createContext("/", endpoint::handle);
        server.start();
        return endpoint;
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestMethod().equals("GET")) {
                exchange.getResponseHeaders().set("Allow", "GET");
                // What is left of a body must not be taken for the next request.
                exchange.getResponseHeaders().set("Connection", "close");
                answer(exchange, 405, "text/plain; charset=utf-8", "method not allowed\n");
                return;
            }
            switch (exchange.getRequestURI().getPath()) {
                case "/metrics" -> answer(exchange, 200, "text/plain; version=0.0.4; charset=utf-8", registry.scrape());
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

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
