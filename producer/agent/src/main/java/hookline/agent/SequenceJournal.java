package hookline.agent;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
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
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file that keeps each session's last number: lines are appended, and replaced as a whole by an atomic rename.
 *
 * <p>It names sessions by a hash, so that it gives none away. Reading skips what is no whole line of it and takes no
 * more memory than one line, whatever the file holds. Mode 0600; for one thread.
 */
final class SequenceJournal {
    private static final FileAttribute<Set<PosixFilePermission>> OWNERS_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final int MAX_LINE = 80;

    private final Path file;

    SequenceJournal(Path file) {
        this.file = file;
    }

    /**
     * A session's last number.
     *
     * @param session 128 bits of the SHA-256 of its id, in hex
     * @param day the last one on which it was seen, counted from the epoch
     */
    record Line(String session, long number, long day) {
        private static final Pattern FORMAT = Pattern.compile("([0-9a-f]{32}) ([1-9][0-9]{0,17}) ([0-9]{1,7})");

        static Optional<Line> of(String text) {
            Matcher line = FORMAT.matcher(text);
            return line.matches()
                    ? Optional.of(new Line(line.group(1), Long.parseLong(line.group(2)), Long.parseLong(line.group(3))))
                    : Optional.empty();
        }
    }

    /**
     * Passes every line on, in the order in which they were written.
     *
     * @return how many lines were none
     */
    int read(Consumer<Line> found) throws IOException {
        if (!Files.exists(file)) {
            return 0;
        }
        int skipped = 0;
        StringBuilder text = new StringBuilder(MAX_LINE);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            int next;
            while ((next = in.read()) >= 0) {
                if (next != '\n') {
                    if (text.length() < MAX_LINE) {
                        text.append((char) next);
                    }
                    continue;
                }
                Optional<Line> line = Line.of(text.toString());
                line.ifPresent(found);
                skipped += line.isPresent() ? 0 : 1;
                text.setLength(0);
            }
        }
        // Without its line end it may have been cut off inside a number.
        return text.isEmpty() ? skipped : skipped + 1;
    }

    /** Adds lines to a journal that exists. After a failure only {@link #replace} makes sure that it is whole. */
    void append(Collection<Line> lines) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            write(channel, lines);
        }
    }

    /** Replaces the journal, or leaves it as it was. */
    void replace(Collection<Line> lines) throws IOException {
        Path partial = file.resolveSibling(file.getFileName() + ".tmp");
        Files.deleteIfExists(partial);
        Files.createFile(partial, OWNERS_FILE);
        try (FileChannel channel = FileChannel.open(partial, StandardOpenOption.WRITE)) {
            write(channel, lines);
        }
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void write(FileChannel channel, Collection<Line> lines) throws IOException {
        StringBuilder text = new StringBuilder(lines.size() * MAX_LINE);
        for (Line line : lines) {
            text.append(line.session).append(' ').append(line.number).append(' ');
            text.append(line.day).append('\n');
        }
        ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.US_ASCII));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
