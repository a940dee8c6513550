package hookline.benchmarks;

import com.sun.net.httpserver.HttpExchange;
import hookline.agent.http.HookEndpoint;
import hookline.client.Spool;
import hookline.monitoring.Health;
import hookline.monitoring.HttpPort;
import hookline.monitoring.Monitoring;
import java.io.IOException;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** The agent's own port and endpoint, with an empty handler beside it; nobody drains its spool. */
final class AgentHookServer implements HookServer {
    private static final int MAX_PAYLOAD = 1 << 20;

    private final Monitoring registry;
    private final Monitoring served;

    private AgentHookServer(Monitoring registry, Monitoring served) {
        this.registry = registry;
        this.served = served;
    }

    static HookServer start(Workplace place) throws IOException {
        Spool spool = Spool.at(place.resolve("http"));
        spool.createFolders();
        Monitoring registry = Monitoring.none();
        HookEndpoint hooks = new HookEndpoint(
                spool,
                MAX_PAYLOAD,
                Optional.empty(),
                0,
                exchange -> exchange.getRemoteAddress().getAddress(),
                refused -> {},
                registry.registry(),
                InstantSource.system());
        String loopback = InetAddress.getLoopbackAddress().getHostAddress();
        HttpPort port = new HttpPort(
                loopback, 0, "port", Optional.empty(), Map.of(HOOK, hooks, EMPTY, AgentHookServer::answer));
        return new AgentHookServer(registry, registry.serve(port, Health.alwaysReady()));
    }

    @Override
    public int port() {
        return served.port();
    }

    @Override
    public void close() {
        served.close();
        registry.close();
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(204, -1);
        }
    }
}
