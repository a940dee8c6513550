package hookline.processor;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import hookline.streams.Redis;
import hookline.streams.RedisLink;
import hookline.streams.ServerReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers {@code /metrics/redis} with what Redis says of itself at that moment, or with 503 and the reason where it does
 * not answer within five seconds.
 *
 * <p>Whoever asks while a question is under way gets the answer to that one, so that many scrapes are one command. In a
 * cluster it is asked of one node. Thread-safe; closing ends its thread and its connection.
 */
public final class RedisMetrics implements HttpHandler, AutoCloseable {
    /** Where it belongs on the processor's port. */
    public static final String PATH = "/metrics/redis";

    private static final Logger log = LoggerFactory.getLogger(RedisMetrics.class);

    /** Half of what Prometheus waits for a scrape, so that it hears the reason. */
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private static final long CLOSE_SECONDS = 2;

    private final RedisLink link;
    private final Duration limit;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread asking = new Thread(task, "redis-metrics");
        asking.setDaemon(true);
        return asking;
    });
    private @Nullable Future<ServerReport> underWay;

    RedisMetrics(RedisLink link, Duration limit) {
        this.link = link;
        this.limit = limit;
    }

    /** Prepares it; Redis is asked at each scrape, and only then. */
    public static RedisMetrics of(Redis redis) {
        return new RedisMetrics(redis.link(), LIMIT);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestMethod().equals("GET")) {
                exchange.getResponseHeaders().set("Allow", "GET");
                // What is left of a body must not be taken for the next request.
                exchange.getResponseHeaders().set("Connection", "close");
                exchange.sendResponseHeaders(405, -1);
                return;
            }
            answer(exchange);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                log.warn("A question to Redis is still under way");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        link.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try {
            ServerReport report = question().get(limit.toMillis(), TimeUnit.MILLISECONDS);
            answer(exchange, 200, "text/plain; version=0.0.4; charset=utf-8", RedisExposition.of(report));
        } catch (TimeoutException e) {
            unavailable(exchange, "Redis at " + link.address() + " did not answer within " + limit.toSeconds() + " s");
        } catch (ExecutionException e) {
            log.debug("Redis could not be asked about itself", e);
            unavailable(exchange, why(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            unavailable(exchange, "this process ends");
        }
    }

    private synchronized Future<ServerReport> question() {
        if (underWay == null || underWay.isDone()) {
            underWay = thread.submit(() -> ServerReport.of(link));
        }
        return underWay;
    }

    private static String why(ExecutionException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    private static void unavailable(HttpExchange exchange, String why) throws IOException {
        answer(exchange, 503, "text/plain; charset=utf-8", why.replaceAll("\\p{Cntrl}+", " ") + "\n");
    }

    private static void answer(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
