package hookline.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A Redis server of our own: loopback only, with a password, ready to answer when {@link #start} returns.
 *
 * <p>The password stands in a file of mode 0600, never among the arguments. Closing stops the server in an orderly way,
 * so that its append-only file is complete. A server that an earlier, killed process left in the same folder is stopped
 * before a new one starts. Not thread-safe.
 */
public final class EmbeddedRedis implements AutoCloseable {
    private static final Path SETSID = Path.of("/usr/bin/setsid");
    private static final int START_SECONDS = 15;

    /** A large append-only file takes its time. */
    private static final int LOAD_SECONDS = 600;

    private static final int STOP_SECONDS = 15;
    private static final int PORT_TRIES = 3;
    private static final int CLUSTER_PORTS = 20_000;
    private static final int BUS = 10_000;
    private static final int POLL_MILLIS = 20;
    private static final int ANSWER_MILLIS = 500;

    private final RedisBinary binary;
    private final ServerFolder folder;
    private final int port;
    private final String password;
    private Process process;

    private EmbeddedRedis(RedisBinary binary, ServerFolder folder, int port, String password, Process process) {
        this.binary = binary;
        this.folder = folder;
        this.port = port;
        this.password = password;
        this.process = process;
    }

    /**
     * Starts a server.
     *
     * @param folder where its data, configuration and log lie; made with mode 0700
     * @param port the port, or 0 for a free one
     * @param password what clients have to present; empty for none
     * @param configuration further lines of a redis.conf
     * @throws IOException where another process runs one in this folder, or where it does not answer within 15 s; the
     *     message then has the server's own last words
     */
    public static EmbeddedRedis start(
            RedisBinary binary, Path folder, int port, String password, List<String> configuration) throws IOException {
        ServerFolder own = ServerFolder.take(folder);
        try {
            own.stopOrphan();
            return port == 0
                    ? startOnFreePort(binary, own, password, configuration)
                    : startOn(port, binary, own, password, configuration);
        } catch (IOException | RuntimeException e) {
            own.close();
            throw e;
        }
    }

    /** Between finding a free port and using it, anybody may take it. */
    private static EmbeddedRedis startOnFreePort(
            RedisBinary binary, ServerFolder folder, String password, List<String> configuration) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return startOn(freePort(), binary, folder, password, configuration);
            } catch (IOException e) {
                if (attempt == PORT_TRIES || !String.valueOf(e.getMessage()).contains("Failed listening")) {
                    throw e;
                }
            }
        }
    }

    private static EmbeddedRedis startOn(
            int port, RedisBinary binary, ServerFolder folder, String password, List<String> configuration)
            throws IOException {
        folder.configure(port, password, configuration);
        return new EmbeddedRedis(binary, folder, port, password, launch(binary, folder, port, password));
    }

    public int port() {
        return port;
    }

    public long processId() {
        return process.pid();
    }

    /** Calls back once the server that runs now has ended, with the last line of its log. */
    public void onExit(Consumer<String> listener) {
        CompletableFuture<Void> unused = process.onExit().thenAccept(ended -> {
            try {
                listener.accept(folder.lastWords());
            } catch (IOException e) {
                listener.accept("its log cannot be read");
            }
        });
    }

    /** Kills the server as a crash would, for those who want to see what then happens. */
    public void kill() throws IOException {
        process.destroyForcibly();
        awaitEnd(process);
    }

    /** Starts the server again after {@link #kill}, on the same port and data. */
    public void restart() throws IOException {
        process = launch(binary, folder, port, password);
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        if (!awaitEnd(process)) {
            process.destroyForcibly();
            awaitEnd(process);
        }
        folder.close();
    }

    private static Process launch(RedisBinary binary, ServerFolder folder, int port, String password)
            throws IOException {
        AppendOnlyFile.mend(binary, folder);
        // Redis makes its files with the rights that its parent leaves it.
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "umask 077; exec \"$@\"", "redis"));
        if (Files.isExecutable(SETSID)) {
            // In a session of its own, or Ctrl-C would stop it before those who still have something to write.
            command.add(SETSID.toString());
        }
        command.add(binary.program().toString());
        command.add(folder.configuration().toString());
        Process process = new ProcessBuilder(command)
                .directory(folder.path().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.log().toFile()))
                .start();
        process.getOutputStream().close();
        long loaded = System.nanoTime() + TimeUnit.SECONDS.toNanos(LOAD_SECONDS);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        try {
            while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                String answer = answer(port, password);
                if (answer.contains("PONG\r\n")) {
                    return process;
                }
                boolean loading = answer.contains("-LOADING");
                if (System.nanoTime() > (loading ? loaded : deadline)) {
                    break;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        throw new IOException("The Redis server did not start on port " + port + ": " + folder.lastWords());
    }

    /** What it says to a login and a ping; empty where it says nothing. */
    private static String answer(int port, String password) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), ANSWER_MILLIS);
            socket.setSoTimeout(ANSWER_MILLIS);
            OutputStream out = socket.getOutputStream();
            if (!password.isEmpty()) {
                byte[] secret = password.getBytes(StandardCharsets.UTF_8);
                out.write(("*2\r\n$4\r\nAUTH\r\n$" + secret.length + "\r\n").getBytes(StandardCharsets.UTF_8));
                out.write(secret);
                out.write("\r\n".getBytes(StandardCharsets.UTF_8));
            }
            out.write("PING\r\n".getBytes(StandardCharsets.UTF_8));
            InputStream in = socket.getInputStream();
            StringBuilder answer = new StringBuilder();
            int next;
            while (!isWhole(answer) && answer.length() < 256 && (next = in.read()) >= 0) {
                answer.append((char) next);
            }
            return answer.toString();
        } catch (IOException e) {
            return "";
        }
    }

    private static boolean isWhole(CharSequence answer) {
        String text = answer.toString();
        return text.contains("PONG\r\n") || (text.contains("-LOADING") && text.endsWith("\r\n"));
    }

    private static boolean awaitEnd(Process process) {
        try {
            return process.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /**
     * A port for the node of a cluster: it is free, so is the one 10,000 above it where nodes talk to each other, and
     * it is below those that the system gives to clients.
     */
    public static int freeClusterPort() throws IOException {
        for (int port = CLUSTER_PORTS; port < CLUSTER_PORTS + 2_000; port++) {
            try (ServerSocket own = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
                    ServerSocket bus = new ServerSocket(port + BUS, 1, InetAddress.getLoopbackAddress())) {
                if (own.isBound() && bus.isBound()) {
                    return port;
                }
            } catch (IOException e) {
                // Somebody has one of the two: the next.
            }
        }
        throw new IOException("No free port for a node of a cluster from " + CLUSTER_PORTS + " on");
    }
}
