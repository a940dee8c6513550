package hookline.system.faults;

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

/** Passes bytes between clients and a server on this host, and does to them what networks do. Thread-safe. */
final class FaultProxy implements AutoCloseable {
    private final ServerSocket listening;
    private final int target;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Pair> pairs = ConcurrentHashMap.newKeySet();
    private final AtomicInteger repliesToCut = new AtomicInteger();
    private final StopSignal never = new StopSignal();
    private volatile Duration delay = Duration.ZERO;
    private volatile boolean swallows;

    private FaultProxy(ServerSocket listening, int target) {
        this.listening = listening;
        this.target = target;
    }

    static FaultProxy to(int port) throws IOException {
        FaultProxy proxy = new FaultProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), port);
        proxy.threads.execute(proxy::accept);
        return proxy;
    }

    int port() {
        return listening.getLocalPort();
    }

    /** Breaks every connection as a router does that forgot them. */
    void reset() {
        pairs.forEach(Pair::reset);
    }

    /** Lets only half of each of the next replies through, and breaks their connections then. */
    void cutReplies(int count) {
        repliesToCut.set(count);
    }

    /** Holds up what comes from now on. */
    void delay(Duration each) {
        delay = each;
    }

    /** Accepts, takes everything and passes nothing on. */
    void swallow() {
        swallows = true;
    }

    /** Is an honest wire again; what was swallowed cannot be made good, so those connections break. */
    void heal() {
        delay = Duration.ZERO;
        repliesToCut.set(0);
        if (swallows) {
            swallows = false;
            reset();
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        reset();
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(10, TimeUnit.SECONDS)) {
                throw new IOException("A connection of the proxy did not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void accept() {
        boolean open = true;
        while (open) {
            open = acceptOne();
        }
    }

    private boolean acceptOne() {
        try {
            Pair pair = Pair.connect(listening.accept(), target);
            pairs.add(pair);
            threads.execute(() -> pump(pair, pair.client, pair.server, false));
            threads.execute(() -> pump(pair, pair.server, pair.client, true));
            return true;
        } catch (IOException e) {
            // Where the server is away, the client sees its connection end, and tries again.
            return !listening.isClosed();
        }
    }

    private void pump(Pair pair, Socket from, Socket to, boolean replies) {
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (!delay.isZero()) {
                    never.awaitAtMost(delay);
                }
                if (swallows) {
                    continue;
                }
                if (replies && repliesToCut.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                    out.write(buffer, 0, read / 2);
                    return;
                }
                out.write(buffer, 0, read);
            }
        } catch (IOException e) {
            // Whoever broke it, both sides are to see it.
            return;
        } finally {
            pair.reset();
            pairs.remove(pair);
        }
    }

    private record Pair(Socket client, Socket server) {
        static Pair connect(Socket client, int target) throws IOException {
            try {
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                return new Pair(client, server);
            } catch (IOException e) {
                client.close();
                throw e;
            }
        }

        void reset() {
            end(client);
            end(server);
        }

        private static void end(Socket socket) {
            try {
                socket.setSoLinger(true, 0);
                socket.close();
            } catch (IOException alreadyEnded) {
                return;
            }
        }
    }
}
