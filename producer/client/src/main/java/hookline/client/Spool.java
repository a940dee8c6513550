package hookline.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The folders in which every event waits until Redis has it; what {@link #fresh} names is complete.
 *
 * <p>An event is written in {@link #tmp}. Then it is renamed, or an empty file of its name in {@link #fresh} says that it
 * is complete, as the hook shim does, for which renaming would cost a process. So it appears whole or not at all, and
 * survives the end of its process. Nothing is forced to the disk: a power cut may take the last seconds. Safe for any number of threads and
 * processes at once.
 */
public final class Spool {
    private static final FileAttribute<Set<PosixFilePermission>> OWNERS_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<Set<PosixFilePermission>> OWNERS_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private static final byte[] NOTHING = {};

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

    /** The file that holds a complete event which the agent has not taken over yet. */
    public Path content(String id) throws IOException {
        Path named = fresh().resolve(id);
        return isMarker(Files.readAttributes(named, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                        .size())
                ? tmp().resolve(id)
                : named;
    }

    /** Whether a file in {@link #fresh} of this size only says that the event of its name in {@link #tmp} is complete. */
    public static boolean isMarker(long bytes) {
        return bytes == 0;
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
     * The file whose existence says that the spool holds as much as it may: hooks keep nothing then. The agent makes and
     * removes it.
     */
    public Path full() {
        return folder.resolve("full");
    }

    /**
     * Where every event that was not kept left one byte: {@code f} where the spool was full, {@code d} where the disk
     * did not take it. The agent counts them.
     */
    public Path refused() {
        return folder.resolve("refused");
    }

    /**
     * Stores one event of this host, creating the folders if need be. On failure nothing of it is left but a byte in
     * {@link #refused}.
     *
     * @param maxBytes what is taken of the payload, from 1; one that has more is cut one byte later, which tells
     * @param hookType null or empty where it is not known
     * @param sessionId null or empty where it is not known
     * @return the event's id
     * @throws SpoolFullException if there is no room for it
     * @throws IllegalArgumentException if the hook type or the session id exceeds 32 KiB
     */
    public String put(ByteBuffer payload, int maxBytes, @Nullable String hookType, @Nullable String sessionId)
            throws IOException {
        return put(payload, maxBytes, argument("hook type", hookType), argument("session id", sessionId), true);
    }

    /** Stores one event that fired on another host, as {@link #put} does one of this host. */
    public String putFromElsewhere(ByteBuffer payload, int maxBytes) throws IOException {
        return put(payload, maxBytes, NOTHING, NOTHING, false);
    }

    private String put(ByteBuffer payload, int maxBytes, byte[] type, byte[] session, boolean fromThisHost)
            throws IOException {
        byte[] line = SpoolHeader.line(type.length, session.length, maxBytes, fromThisHost);
        ByteBuffer head = ByteBuffer.allocate(line.length + type.length + session.length);
        head.put(line).put(type).put(session).flip();
        if (Files.exists(full())) {
            refuse('f');
            throw new SpoolFullException(folder);
        }
        try {
            return put(head, payload.slice(payload.position(), Math.min(payload.remaining(), maxBytes + 1)));
        } catch (IOException e) {
            refuse('d');
            throw e;
        }
    }

    private String put(ByteBuffer head, ByteBuffer payload) throws IOException {
        if (!Files.isDirectory(tmp()) || !Files.isDirectory(fresh())) {
            createFolders();
        }
        String id = UUID.randomUUID().toString();
        Path partial = tmp().resolve(id);
        Files.createFile(partial, OWNERS_FILE);
        try {
            write(partial, head, payload);
            Files.move(partial, fresh().resolve(id), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | RuntimeException | Error e) {
            discard(partial, e);
            throw e;
        }
        return id;
    }

    private void refuse(char why) {
        Set<StandardOpenOption> append = EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        try (SeekableByteChannel file = Files.newByteChannel(refused(), append, OWNERS_FILE)) {
            file.write(ByteBuffer.wrap(new byte[] {(byte) why}));
        } catch (IOException e) {
            // The caller is told that the event was not kept; a disk that takes no byte keeps no count either.
            return;
        }
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
