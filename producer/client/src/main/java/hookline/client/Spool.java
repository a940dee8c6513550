package hookline.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The folders in which every event waits until Redis has it; what lies in {@link #fresh} is complete.
 *
 * <p>An event is written in {@link #tmp} and renamed, so it appears whole or not at all and survives the end of its
 * process. Nothing is forced to the disk: a power cut may take the last seconds. Safe for any number of threads and
 * processes at once.
 */
public final class Spool {
    private static final FileAttribute<Set<PosixFilePermission>> OWNERS_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<Set<PosixFilePermission>> OWNERS_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path folder;

    private Spool(Path folder) {
        this.folder = folder;
    }

    /** The spool under a Hookline home. Touches no file yet. */
    public static Spool at(Path home) {
        return new Spool(home.resolve("spool"));
    }

    /** Events that are being written, for their writers only. */
    public Path tmp() {
        return folder.resolve("tmp");
    }

    /** Complete events that the agent has not taken over yet, each named by its id. */
    public Path fresh() {
        return folder.resolve("new");
    }

    /** Events that have their sequence number; only the agent touches them. */
    public Path numbered() {
        return folder.resolve("cur");
    }

    /** Events that Redis confirmed, kept for as long as they may have to be sent again; only the agent touches them. */
    public Path sent() {
        return folder.resolve("sent");
    }

    /** Creates what is missing with mode 0700. A folder that exists keeps its mode, which is its owner's choice. */
    public void createFolders() throws IOException {
        Files.createDirectories(tmp(), OWNERS_FOLDER);
        Files.createDirectories(fresh(), OWNERS_FOLDER);
        Files.createDirectories(numbered(), OWNERS_FOLDER);
        Files.createDirectories(sent(), OWNERS_FOLDER);
    }

    /**
     * Stores one event, creating the folders if need be. On failure nothing of it is left.
     *
     * @param hookType null or empty where it is not known
     * @param sessionId null or empty where it is not known
     * @return the event's id
     * @throws IllegalArgumentException if the hook type or the session id exceeds 32 KiB
     */
    public String put(ByteBuffer payload, @Nullable String hookType, @Nullable String sessionId) throws IOException {
        byte[] type = argument("hook type", hookType);
        byte[] session = argument("session id", sessionId);
        byte[] line = new SpoolHeader(type.length, session.length).line();
        ByteBuffer head = ByteBuffer.allocate(line.length + type.length + session.length);
        head.put(line).put(type).put(session).flip();

        if (!Files.isDirectory(tmp()) || !Files.isDirectory(fresh())) {
            createFolders();
        }
        String id = UUID.randomUUID().toString();
        Path partial = tmp().resolve(id);
        Files.createFile(partial, OWNERS_FILE);
        try {
            write(partial, head, payload.duplicate());
            Files.move(partial, fresh().resolve(id), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | RuntimeException | Error e) {
            discard(partial, e);
            throw e;
        }
        return id;
    }

    private static byte[] argument(String name, @Nullable String value) {
        byte[] bytes = value == null ? new byte[0] : value.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > SpoolHeader.MAX_ARGUMENT_BYTES) {
            throw new IllegalArgumentException("The " + name + " has " + bytes.length + " bytes, at most "
                    + SpoolHeader.MAX_ARGUMENT_BYTES + " are taken");
        }
        return bytes;
    }

    private static void write(Path file, ByteBuffer head, ByteBuffer payload) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            while (head.hasRemaining()) {
                channel.write(head);
            }
            while (payload.hasRemaining()) {
                channel.write(payload);
            }
        }
    }

    private static void discard(Path partial, Throwable cause) {
        try {
            Files.deleteIfExists(partial);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }
}
