package hookline.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
    private static final int STOP_SECONDS = 15;
    private static final int POLL_MILLIS = 20;
    private static final int ANSWER_MILLIS = 500;

    private final FileChannel lock;
    private final RedisBinary binary;
    private final Path folder;
    private final int port;
    private final String password;
    private Process process;

    private EmbeddedRedis(
            FileChannel lock, RedisBinary binary, Path folder, int port, String password, Process process) {
        this.lock = lock;
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
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        FileChannel lock = lock(folder);
        try {
            stopOrphan(folder);
            int chosen = port == 0 ? freePort() : port;
            writeConfiguration(folder, chosen, password, configuration);
            Process process = launch(binary, folder, chosen, password);
            return new EmbeddedRedis(lock, binary, folder, chosen, password, process);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
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
                listener.accept(lastWords(folder.resolve("redis.log")));
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
        lock.close();
    }

    /** The system gives it free when its holder ends, however that happens. */
    private static FileChannel lock(Path folder) throws IOException {
        FileChannel channel = FileChannel.open(
                folder.resolve("lock"),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // This very process has it.
        }
        channel.close();
        throw new IOException("Another process already runs a Redis in " + folder
                + ": use that one, stop it first, or choose another HOOKLINE_HOME");
    }

    private static Process launch(RedisBinary binary, Path folder, int port, String password) throws IOException {
        Path log = folder.resolve("redis.log");
        // Redis makes its files with the rights that its parent leaves it.
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "umask 077; exec \"$@\"", "redis"));
        if (Files.isExecutable(SETSID)) {
            // In a session of its own, or Ctrl-C would stop it before those who still have something to write.
            command.add(SETSID.toString());
        }
        command.add(binary.program().toString());
        command.add(folder.resolve("redis.conf").toString());
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        process.getOutputStream().close();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        try {
            while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                if (answers(port, password)) {
                    return process;
                }
                if (System.nanoTime() > deadline) {
                    break;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        throw new IOException("The Redis server did not start on port " + port + ": " + lastWords(log));
    }

    private static boolean answers(int port, String password) {
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
            while (answer.indexOf("PONG\r\n") < 0 && answer.length() < 256 && (next = in.read()) >= 0) {
                answer.append((char) next);
            }
            return answer.indexOf("PONG\r\n") >= 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static void writeConfiguration(Path folder, int port, String password, List<String> further)
            throws IOException {
        List<String> lines = new ArrayList<>(List.of(
                "bind 127.0.0.1",
                "port " + port,
                "protected-mode yes",
                "daemonize no",
                "pidfile " + quoted(folder.resolve("redis.pid").toString()),
                "dir " + quoted(folder.toString())));
        if (!password.isEmpty()) {
            lines.add("requirepass " + quoted(password));
        }
        lines.addAll(further);
        Path file = folder.resolve("redis.conf");
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(file, lines, StandardOpenOption.WRITE);
    }

    private static String quoted(String value) {
        return "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static void stopOrphan(Path folder) throws IOException {
        Path pidFile = folder.resolve("redis.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        Optional<ProcessHandle> orphan;
        try {
            orphan = ProcessHandle.of(Long.parseLong(Files.readString(pidFile).strip()));
        } catch (NumberFormatException e) {
            return;
        }
        // A process id may by now belong to anybody: only a server that was given this very folder is ours.
        if (orphan.isPresent()
                && workingFolder(orphan.get())
                        .filter(folder.toRealPath()::equals)
                        .isPresent()) {
            orphan.get().destroy();
            awaitEnd(orphan.get());
        }
    }

    private static Optional<Path> workingFolder(ProcessHandle process) {
        try {
            return Optional.of(
                    Path.of("/proc", Long.toString(process.pid()), "cwd").toRealPath());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static void awaitEnd(ProcessHandle process) throws IOException {
        try {
            process.onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("The Redis server with process id " + process.pid() + " does not stop", e);
        }
    }

    private static boolean awaitEnd(Process process) {
        try {
            return process.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String lastWords(Path log) throws IOException {
        List<String> lines = Files.exists(log) ? Files.readAllLines(log, StandardCharsets.ISO_8859_1) : List.of();
        return lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1).strip();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
