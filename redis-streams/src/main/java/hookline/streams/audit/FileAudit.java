package hookline.streams.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A chain of its own in a file of JSON lines, mode 0600: each entry is one write to its end.
 *
 * <p>A lock beside the file keeps writers of all processes in line; who does not get it within 5 s gives up.
 */
public final class FileAudit implements AuditChain {
    private static final JsonFactory JSON = new JsonFactory();
    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final long LOCK_LIMIT = TimeUnit.SECONDS.toNanos(5);
    private static final long BETWEEN_TRIES = TimeUnit.MILLISECONDS.toNanos(5);

    /** More than any entry takes. */
    private static final int TAIL = 64 << 10;

    private final Path file;
    private final AuditKeys keys;

    public FileAudit(Path file, AuditKeys keys) {
        this.file = file;
        this.keys = keys;
    }

    @Override
    public void append(AuditedAct act) {
        // The system takes all locks of a process on a file back when it closes the file once.
        synchronized (FileAudit.class) {
            appendAlone(act);
        }
    }

    private void appendAlone(AuditedAct act) {
        try (FileChannel lock = open(file.resolveSibling(file.getFileName() + ".lock"), StandardOpenOption.WRITE);
                FileLock held = locked(lock);
                FileChannel log = open(file, StandardOpenOption.APPEND)) {
            if (!held.isValid()) {
                throw new IOException("its lock was lost");
            }
            String tail = tail();
            // A writer that died in the middle left half a line.
            String start = tail.isEmpty() || tail.endsWith("\n") ? "" : "\n";
            String line = json(act.behind(last(tail), keys));
            ByteBuffer bytes = ByteBuffer.wrap((start + line + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                log.write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(place() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public String place() {
        return file.toString();
    }

    private static FileChannel open(Path path, StandardOpenOption mode) throws IOException {
        FileChannel channel =
                FileChannel.open(path, Set.of(StandardOpenOption.CREATE, mode, LinkOption.NOFOLLOW_LINKS), PRIVATE);
        if (Files.getPosixFilePermissions(path).stream()
                .anyMatch(right -> !right.name().startsWith("OWNER"))) {
            channel.close();
            throw new IOException(path + " is open to others: chmod 600 " + path);
        }
        return channel;
    }

    private static FileLock locked(FileChannel channel) throws IOException {
        long deadline = System.nanoTime() + LOCK_LIMIT;
        while (System.nanoTime() < deadline) {
            try {
                FileLock lock = channel.tryLock();
                if (lock != null) {
                    return lock;
                }
            } catch (OverlappingFileLockException e) {
                // A copy of this class in the same process has it.
            }
            LockSupport.parkNanos(BETWEEN_TRIES);
        }
        throw new IOException("another process holds its lock");
    }

    private String tail() throws IOException {
        try (RandomAccessFile reader = new RandomAccessFile(file.toFile(), "r")) {
            long length = reader.length();
            byte[] tail = new byte[(int) Math.min(length, TAIL)];
            reader.seek(length - tail.length);
            reader.readFully(tail);
            return new String(tail, StandardCharsets.UTF_8);
        }
    }

    private static Optional<AuditEntry> last(String tail) {
        String lines = tail.stripTrailing();
        return parse(lines.substring(lines.lastIndexOf('\n') + 1));
    }

    /** An entry as one line, without its end. */
    static String json(AuditEntry entry) throws IOException {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            for (Map.Entry<String, String> field : entry.fields().entrySet()) {
                json.writeStringField(field.getKey(), field.getValue());
            }
            json.writeEndObject();
        }
        return line.toString();
    }

    /** Reads a line; empty where it is no entry. */
    static Optional<AuditEntry> parse(String line) {
        Map<String, String> fields = new LinkedHashMap<>();
        try (JsonParser json = JSON.createParser(line)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                if (json.nextToken() != JsonToken.VALUE_STRING || fields.put(name, json.getText()) != null) {
                    return Optional.empty();
                }
            }
            return json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null
                    ? AuditEntry.of(fields)
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
