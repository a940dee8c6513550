package hookline.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One event as it lay in the spool, nothing of it checked yet.
 *
 * @param capturedAt when the hook fired
 * @param hookType as the caller gave it, null where it gave none
 * @param sessionId as the caller gave it, null where it gave none
 * @param payload what the hook received; every call returns a read-only buffer with a position of its own
 * @param truncated whether the payload was cut off, because it is larger than its writer or its reader takes
 * @param fromThisHost whether the hook fired on the host whose spool this is
 */
public record SpooledHook(
        String id,
        Instant capturedAt,
        @Nullable String hookType,
        @Nullable String sessionId,
        ByteBuffer payload,
        boolean truncated,
        boolean fromThisHost) {
    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

    public SpooledHook {
        payload = payload.asReadOnlyBuffer();
    }

    @Override
    public ByteBuffer payload() {
        return payload.duplicate();
    }

    /**
     * Reads a file of the spool. A file that does not begin as the spool's files do is taken whole as the payload, so
     * that nothing is lost: whoever expects JSON will refuse it and keep it.
     *
     * @param maxBytes the largest payload of interest; a payload of more remaining bytes was cut off one byte later
     */
    public static SpooledHook read(Path file, String id, int maxBytes) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isRegularFile()) {
            // Opening a named pipe would wait forever.
            throw new IOException("Not a regular file: " + file);
        }
        byte[] bytes = read(file, Math.min(LARGEST_ARRAY, 1L + SpoolHeader.MAX_PAYLOAD_OFFSET + maxBytes));
        Instant capturedAt = attributes.lastModifiedTime().toInstant();
        Optional<SpoolHeader> found = SpoolHeader.of(bytes);
        if (found.isEmpty()) {
            return new SpooledHook(
                    id, capturedAt, null, null, payload(bytes, 0, maxBytes), bytes.length > maxBytes, true);
        }
        SpoolHeader header = found.get();
        return new SpooledHook(
                id,
                capturedAt,
                argument(bytes, header.hookTypeOffset(), header.hookTypeBytes()),
                argument(bytes, header.sessionIdOffset(), header.sessionIdBytes()),
                payload(bytes, header.payloadOffset(), maxBytes),
                bytes.length - header.payloadOffset() > Math.min(maxBytes, header.maxPayloadBytes()),
                header.fromThisHost());
    }

    /** As much as there is when the file is opened, in one system call where the system allows. */
    private static byte[] read(Path file, long maxBytes) throws IOException {
        try (SeekableByteChannel channel =
                Files.newByteChannel(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(maxBytes, channel.size()));
            int read = 0;
            while (read >= 0 && bytes.hasRemaining()) {
                read = channel.read(bytes);
            }
            return bytes.hasRemaining() ? Arrays.copyOf(bytes.array(), bytes.position()) : bytes.array();
        }
    }

    private static @Nullable String argument(byte[] bytes, int offset, int length) {
        return length == 0 ? null : new String(bytes, offset, length, StandardCharsets.UTF_8);
    }

    private static ByteBuffer payload(byte[] bytes, int offset, int maxBytes) {
        int length = (int) Math.min(bytes.length - offset, 1L + maxBytes);
        return ByteBuffer.wrap(bytes, offset, length).slice();
    }
}
