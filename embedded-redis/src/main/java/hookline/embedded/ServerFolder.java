package hookline.embedded;

import java.io.IOException;
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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The folder of one server, which nobody else uses as long as it is open: configuration, data and log. */
final class ServerFolder implements AutoCloseable {
    private static final int STOP_SECONDS = 15;

    private final Path folder;
    private final FileChannel lock;

    private ServerFolder(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /** Takes the folder, making it with mode 0700 if need be. */
    static ServerFolder take(Path folder) throws IOException {
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        ServerFolder taken = new ServerFolder(folder, lock(folder));
        if (!Files.exists(taken.log())) {
            Files.createFile(
                    taken.log(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        return taken;
    }

    Path path() {
        return folder;
    }

    Path configuration() {
        return folder.resolve("redis.conf");
    }

    Path log() {
        return folder.resolve("redis.log");
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    /** Writes what the server is started with; the password stands here and nowhere else. */
    void configure(int port, String password, List<String> further) throws IOException {
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
        Path file = configuration();
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(file, lines, StandardOpenOption.WRITE);
    }

    private static String quoted(String value) {
        return "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /** Stops a server that a killed owner left behind in this folder. */
    void stopOrphan() throws IOException {
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

    /** The last line of the server's log. */
    String lastWords() throws IOException {
        List<String> lines = Files.exists(log()) ? Files.readAllLines(log(), StandardCharsets.ISO_8859_1) : List.of();
        return lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1).strip();
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

    private static void awaitEnd(ProcessHandle process) throws IOException {
        try {
            process.onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("The Redis server with process id " + process.pid() + " does not stop", e);
        }
    }
}
