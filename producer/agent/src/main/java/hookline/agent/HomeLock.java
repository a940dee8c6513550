package hookline.agent;

import hookline.streams.StopSignal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lets one agent at a time drain a home; the end of its process, however it comes, gives the home free.
 *
 * <p>The file holds the process id of its holder, for whoever comes second.
 */
final class HomeLock implements AutoCloseable {
    /** Closing any channel on a locked file frees it on POSIX, so this process must not even open it a second time. */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private static final int MAX_PROCESS_ID = 20;
    private static final int ATTEMPTS = 10;
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(50);

    private final Path file;
    private final FileChannel channel;

    private HomeLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Takes the home.
     *
     * @param folder the agent's folder in it, made with mode 0700 if need be
     * @throws HomeInUseException where another agent has it
     */
    static HomeLock take(Path folder) throws IOException {
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path file = folder.toRealPath().resolve("lock");
        if (!HELD_HERE.add(file)) {
            throw inUse(folder, Long.toString(ProcessHandle.current().pid()));
        }
        try {
            return new HomeLock(file, locked(folder, file));
        } catch (IOException | RuntimeException e) {
            HELD_HERE.remove(file);
            throw e;
        }
    }

    /** Whether an agent holds the home. Never frees it; an agent that starts meanwhile waits it out. */
    static boolean isTaken(Path folder) throws IOException {
        if (!Files.exists(folder.resolve("lock"))) {
            return false;
        }
        Path file = folder.toRealPath().resolve("lock");
        if (HELD_HERE.contains(file)) {
            return true;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
                FileLock probe = channel.tryLock()) {
            return probe == null;
        }
    }

    private static FileChannel locked(Path folder, Path file) throws IOException {
        FileChannel channel = FileChannel.open(
                file,
                Set.of(
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            if (!lock(channel)) {
                throw inUse(folder, holder(channel));
            }
            channel.truncate(0);
            String self = ProcessHandle.current().pid() + "\n";
            channel.write(ByteBuffer.wrap(self.getBytes(StandardCharsets.US_ASCII)), 0);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Whoever only looks holds the lock for an instant, an agent for good. */
    private static boolean lock(FileChannel channel) throws IOException {
        StopSignal interrupt = new StopSignal();
        for (int attempt = 1; attempt < ATTEMPTS && !interrupt.isRequested(); attempt++) {
            if (channel.tryLock() != null) {
                return true;
            }
            interrupt.awaitAtMost(BETWEEN_ATTEMPTS);
        }
        return channel.tryLock() != null;
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(MAX_PROCESS_ID);
        channel.read(text, 0);
        String found = new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII).strip();
        return found.matches("[0-9]+") ? found : "of unknown id";
    }

    private static HomeInUseException inUse(Path folder, String processId) {
        return new HomeInUseException("Process " + processId + " is an agent that already drains " + folder.getParent()
                + ": stop it first, or give this one another HOOKLINE_HOME");
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            HELD_HERE.remove(file);
        }
    }
}
