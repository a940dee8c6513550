package hookline.agent.git;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads files of a bounded size, and neither links, which may lead anywhere, nor pipes, which may never end. */
final class SmallFile {
    /** Enough for a ref, or a path. */
    private static final int LONGEST_LINE = 4096;

    private SmallFile() {}

    /** The content; empty where there is no such file. */
    static Optional<byte[]> read(Path file, int maxBytes) throws IOException {
        if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new UnknownStateException("not a regular file");
        }
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = in.readNBytes(maxBytes + 1);
            if (bytes.length > maxBytes) {
                throw new UnknownStateException("a file is too large");
            }
            return Optional.of(bytes);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** A file that holds one line of UTF-8, without its end; empty where there is no such file. */
    static Optional<String> line(Path file) throws IOException {
        Optional<byte[]> bytes = read(file, LONGEST_LINE);
        return bytes.isEmpty()
                ? Optional.empty()
                : Optional.of(StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes.get()))
                        .toString()
                        .stripTrailing());
    }
}
