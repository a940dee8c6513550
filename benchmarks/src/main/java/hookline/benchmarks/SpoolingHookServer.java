package hookline.benchmarks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import hookline.client.Spool;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Does the least that an ingest has to: reads the event, puts it into the spool, answers 204. */
final class SpoolingHookServer implements HookServer {
    private static final int THREADS = 2;
    private static final int BACKLOG = 16;

    private final HttpServer server;
    private final ExecutorService threads;
    private final Spool spool;

    private SpoolingHookServer(HttpServer server, ExecutorService threads, Spool spool) {
        this.server = server;
        this.threads = threads;
        this.spool = spool;
    }

    static HookServer start(Workplace place) throws IOException {
        Spool spool = Spool.at(place.resolve("http"));
        spool.createFolders();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        server.setExecutor(threads);
        SpoolingHookServer started = new SpoolingHookServer(server, threads, spool);
        server.createContext(HOOK, started::spool);
        server.createContext(EMPTY, SpoolingHookServer::answer);
        server.start();
        return started;
    }

    @Override
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void spool(HttpExchange exchange) throws IOException {
        spool.put(ByteBuffer.wrap(exchange.getRequestBody().readAllBytes()), 1 << 20, null, null);
        answer(exchange);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(204, -1);
        }
    }
}
