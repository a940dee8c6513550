package hookline.agent;

import hookline.client.Spool;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

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
        SpoolUsage waiting = of(spool.fresh()).plus(of(spool.numbered()));
        long others = of(spool.tmp()).onDisk + of(spool.sent()).onDisk;
        return new SpoolUsage(waiting.events, waiting.bytes, waiting.onDisk + others);
    }

    private static SpoolUsage of(Path folder) throws IOException {
        long events = 0;
        long bytes = 0;
        long blocks = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                long size = size(file);
                events++;
                bytes += size;
                blocks += (size + BLOCK - 1) / BLOCK;
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return new SpoolUsage(events, bytes, blocks * BLOCK);
    }

    private static long size(Path file) {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .size();
        } catch (IOException vanished) {
            return 0;
        }
    }

    private SpoolUsage plus(SpoolUsage other) {
        return new SpoolUsage(events + other.events, bytes + other.bytes, onDisk + other.onDisk);
    }
}
