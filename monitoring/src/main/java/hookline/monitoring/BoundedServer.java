package hookline.monitoring;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * The JDK's HTTP server within bounds: 256 connections, 10 s for a request and 10 s for its answer, 32 KiB of headers.
 *
 * <p>A connection that is busy has a thread for itself, so that slow clients keep nobody waiting. Closing frees the port
 * and ends the threads; what they do at that moment has two seconds to finish.
 */
final class BoundedServer implements AutoCloseable {
    private static final int CONNECTIONS = 256;

    /** One may still be on its way back from a connection that has already given the next one work. */
    private static final int THREADS = 2 * CONNECTIONS;

    private static final long THREAD_IDLE_SECONDS = 10;
    private static final long STACK_BYTES = 256 * 1024;
    private static final long CLOSE_SECONDS = 2;
    private static final int BACKLOG = 128;

    static {
        // The JDK's server reads these once, and bounds neither time nor connections by itself.
        Map<String, String> bounds = Map.of(
                "jdk.httpserver.maxConnections",
                String.valueOf(CONNECTIONS),
                // The rest stays free for those who have something to say.
                "sun.net.httpserver.maxIdleConnections",
                "192",
                // Claude Code keeps connections for up to five minutes: closing first would fail its next hook.
                "sun.net.httpserver.idleInterval",
                "330",
                "sun.net.httpserver.maxReqTime",
                "10",
                "sun.net.httpserver.maxRspTime",
                "10",
                "sun.net.httpserver.maxReqHeaders",
                "100",
                "sun.net.httpserver.maxReqHeaderSize",
                "32768",
                "sun.net.httpserver.nodelay",
                "true");
        bounds.forEach((property, value) -> {
            if (System.getProperty(property) == null) {
                System.setProperty(property, value);
            }
        });
    }

    private final HttpServer server;
    private final ExecutorService threads;

    private BoundedServer(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    static BoundedServer start(HttpPort port, HttpHandler handler) throws IOException {
        InetSocketAddress socket = new InetSocketAddress(port.address(), port.port());
        if (socket.isUnresolved()) {
            throw new IOException("Cannot serve metrics and health on " + port.address() + ": no such address");
        }
        HttpServer server;
        try {
            server = port.tls().isPresent() ? encrypted(socket, port.tls().get()) : HttpServer.create(socket, BACKLOG);
        } catch (IOException e) {
            throw new IOException(
                    "Cannot serve metrics and health on " + port.address() + ", port " + port.port() + " ("
                            + e.getMessage() + "): set " + port.setting()
                            + " to a free port, or to 0 to have one picked",
                    e);
        }
        ExecutorService threads = threads("monitoring-" + server.getAddress().getPort() + "-");
        server.setExecutor(threads);
        server.createContext("/", handler);
        server.start();
        return new BoundedServer(server, threads);
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
        try {
            if (threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.shutdownNow();
    }

    private static HttpServer encrypted(InetSocketAddress socket, SSLContext context) throws IOException {
        HttpsServer server = HttpsServer.create(socket, BACKLOG);
        server.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters connection) {
                SSLParameters parameters = context.getDefaultSSLParameters();
                parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
                connection.setSSLParameters(parameters);
            }
        });
        return server;
    }

    private static ExecutorService threads(String name) {
        AtomicInteger count = new AtomicInteger();
        return new ThreadPoolExecutor(
                0, THREADS, THREAD_IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(null, task, name + count.incrementAndGet(), STACK_BYTES);
                    thread.setDaemon(true);
                    return thread;
                });
    }
}
