package hookline.agent;

import hookline.client.Spool;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * What lay in a spool when it was counted, file by file; takes no memory for it.
 *
 * @param events that Redis has not confirmed yet
 * @param bytes of these events
 * @param onDisk bytes of the blocks that all files of the spool take
 */
record SpoolUsage(long events, long bytes, long onDisk) {
    static final SpoolUsage NONE = new SpoolUsage(0, 0, 0);

    /** What most file systems give to a file at a time. */
    private static final long BLOCK = 4096;

    static SpoolUsage of(Spool spool) throws IOException {
        SpoolUsage named = of(spool.fresh());
        SpoolUsage numbered = of(spool.numbered());
        // Most of these are named in new/, and counted there.
        SpoolUsage written = of(spool.tmp());
        return new SpoolUsage(
                named.events + numbered.events,
                named.bytes + numbered.bytes + written.bytes,
                named.onDisk + numbered.onDisk + written.onDisk + of(spool.sent()).onDisk);
    }

    private static SpoolUsage of(Path folder) throws IOException {
        long events = 0;
        long bytes = 0;
        long onDisk = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                BasicFileAttributes attributes = attributes(file);
                if (attributes == null) {
                    continue;
                }
                if (attributes.isDirectory()) {
                    onDisk += of(file).onDisk;
                } else {
                    events++;
                    bytes += attributes.size();
                    onDisk += (attributes.size() + BLOCK - 1) / BLOCK * BLOCK;
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        } catch (NoSuchFileException removedMeanwhile) {
            return NONE;
        }
        return new SpoolUsage(events, bytes, onDisk);
    }

    private static @Nullable BasicFileAttributes attributes(Path file) {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException vanished) {
            return null;
        }
    }
}
