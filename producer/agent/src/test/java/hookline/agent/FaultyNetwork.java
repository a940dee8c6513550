package hookline.agent;

import hookline.streams.StopSignal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Forwards connections to a Redis, each as well as it is told to at the moment. */
final class FaultyNetwork implements AutoCloseable {
    private static final Duration LATENCY = Duration.ofMillis(300);
    private static final int BUFFER = 64 * 1024;

    enum Mode {
        GOOD,
        /** Every reply comes late. */
        SLOW,
        /** Commands arrive, replies never do. */
        DEAF,
        /** Connections are accepted and cut at once. */
        CUT
    }

    private final int target;
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private volatile Mode mode = Mode.GOOD;

    FaultyNetwork(int target) throws IOException {
        this.target = target;
        threads.execute(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** How many were accepted so far. */
    int connections() {
        return connections.get();
    }

    void become(Mode next) {
        mode = next;
        if (next == Mode.CUT) {
            open.forEach(FaultyNetwork::cut);
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                connections.incrementAndGet();
                if (mode == Mode.CUT) {
                    cut(client);
                } else {
                    connect(client);
                }
            } catch (IOException e) {
                // The client went away, or the test has ended.
            }
        }
    }

    private void connect(Socket client) throws IOException {
        Socket redis = new Socket(InetAddress.getLoopbackAddress(), target);
        open.add(client);
        open.add(redis);
        threads.execute(() -> forward(client, redis, false));
        threads.execute(() -> forward(redis, client, true));
    }

    private void forward(Socket from, Socket to, boolean replies) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (replies && mode == Mode.SLOW) {
                    new StopSignal().awaitAtMost(LATENCY);
                }
                if (!replies || mode != Mode.DEAF) {
                    out.write(buffer, 0, read);
                }
            }
        } catch (IOException e) {
            // One side ended, so the other one does.
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private static void cut(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        server.close();
        open.forEach(FaultyNetwork::cut);
        threads.shutdownNow();
        if (!threads.awaitTermination(10, TimeUnit.SECONDS)) {
            throw new IOException("A forwarding thread does not end");
        }
    }
}
