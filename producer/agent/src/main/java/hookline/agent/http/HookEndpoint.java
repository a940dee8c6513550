package hookline.agent.http;

import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import hookline.agent.http.RequestBodies.Received;
import hookline.client.Spool;
import hookline.settings.access.BearerTokens;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a hook's input as a request's body: a client that is told 204 has its event in the spool, and no client is ever
 * told anything in a body, which Claude Code would read as a decision.
 *
 * <p>Where the spool cannot keep an event, a client on this host is told 204 all the same, since it is a session that
 * must not be disturbed and could not keep the event either; any other is told to come again. Thread-safe.
 */
public final class HookEndpoint implements HttpHandler {
    private static final Logger log = LoggerFactory.getLogger(HookEndpoint.class);

    /** Worth reading, so that a client that is still writing hears why it is turned away. */
    private static final long MAX_UNUSED_BODY = 1 << 20;

    private final Spool spool;
    private final int maxPayloadSize;
    private final RequestBodies bodies;
    private final Optional<BearerTokens> tokens;
    private final ClientLimits limits;
    private final Function<HttpExchange, InetAddress> clients;
    private final Consumer<InetAddress> refused;
    private final OncePerMinute refusals;
    private final OncePerMinute failures;
    private final Map<HookAnswer, Counter> counters = new EnumMap<>(HookAnswer.class);

    /**
     * Prepares the endpoint.
     *
     * @param tokens empty where no client needs one
     * @param rateLimit events a second that one client on another host may post; 0 for no limit
     * @param clients where a request comes from
     * @param refused told who posted without a valid token
     */
    public HookEndpoint(
            Spool spool,
            int maxPayloadSize,
            Optional<BearerTokens> tokens,
            int rateLimit,
            Function<HttpExchange, InetAddress> clients,
            Consumer<InetAddress> refused,
            MeterRegistry registry,
            InstantSource clock) {
        this.spool = spool;
        this.maxPayloadSize = maxPayloadSize;
        this.bodies = new RequestBodies(maxPayloadSize);
        this.tokens = tokens;
        this.limits = new ClientLimits(rateLimit);
        this.clients = clients;
        this.refused = refused;
        this.refusals = new OncePerMinute(clock);
        this.failures = new OncePerMinute(clock);
        for (HookAnswer answer : HookAnswer.values()) {
            counters.put(
                    answer,
                    Counter.builder("hookline.ingest.requests")
                            .description("Events that were posted to the agent, by what became of them")
                            .tag("outcome", answer.outcome)
                            .register(registry));
        }
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            HookAnswer answer = answer(exchange);
            requireNonNull(counters.get(answer)).increment();
            if (!answer.header.isEmpty()) {
                exchange.getResponseHeaders().set(answer.header, answer.value);
            }
            exchange.sendResponseHeaders(answer.status, -1);
        }
    }

    private HookAnswer answer(HttpExchange exchange) {
        try {
            InetAddress client = clients.apply(exchange);
            Optional<HookAnswer> refusal = refusal(exchange, client);
            if (refusal.isPresent()) {
                closeUnless(exchange, RequestBodies.discard(exchange.getRequestBody(), MAX_UNUSED_BODY));
                return refusal.get();
            }
            return take(exchange, client.isLoopbackAddress());
        } catch (IOException e) {
            // Nothing is kept of an event that did not arrive whole, and its client is mostly gone.
            closeUnless(exchange, false);
            return HookAnswer.INCOMPLETE;
        } catch (RuntimeException e) {
            if (failures.isDue()) {
                log.error("A hook could not be taken, by a bug", e);
            }
            closeUnless(exchange, false);
            return HookAnswer.FAILED;
        }
    }

    private Optional<HookAnswer> refusal(HttpExchange exchange, InetAddress client) {
        if (!exchange.getRequestMethod().equals("POST")) {
            return Optional.of(HookAnswer.NOT_A_POST);
        }
        if (exchange.getRequestHeaders().containsKey("Origin")) {
            return Optional.of(HookAnswer.FROM_A_BROWSER);
        }
        if (!limits.admit(client)) {
            return Optional.of(HookAnswer.LIMITED);
        }
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        boolean admitted = tokens.map(required -> required.admit(authorization)).orElse(true);
        if (admitted) {
            return Optional.empty();
        }
        refused.accept(client);
        return Optional.of(HookAnswer.UNAUTHORIZED);
    }

    private HookAnswer take(HttpExchange exchange, boolean fromThisHost) throws IOException {
        HookAnswer refused = fromThisHost ? HookAnswer.REFUSED_QUIETLY : HookAnswer.REFUSED;
        Optional<Received> received = bodies.receive(exchange.getRequestBody());
        if (received.isEmpty()) {
            closeUnless(exchange, false);
            return refused;
        }
        try (Received body = received.get()) {
            closeUnless(exchange, body.read());
            return put(body.bytes(), fromThisHost) ? HookAnswer.ACCEPTED : refused;
        }
    }

    private boolean put(ByteBuffer event, boolean fromThisHost) {
        try {
            if (fromThisHost) {
                spool.put(event, maxPayloadSize, null, null);
            } else {
                spool.putFromElsewhere(event, maxPayloadSize);
            }
            return true;
        } catch (IOException e) {
            if (refusals.isDue()) {
                log.warn("Events over HTTP are not kept: {}", e.getMessage());
            }
            return false;
        }
    }

    /** What is left of a body must not be taken for the next request. */
    private static void closeUnless(HttpExchange exchange, boolean read) {
        if (!read) {
            exchange.getResponseHeaders().set("Connection", "close");
        }
    }
}
