package hookline.agent;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Finds the oldest files of a folder, by last modification and then by name, in the memory that these few take and not
 * in that of the whole folder.
 */
final class OldestFirst {
    private OldestFirst() {}

    /** A file as it was listed; it may be gone by now. */
    record Waiting(String name, long modifiedNanos, long bytes) implements Comparable<Waiting> {
        @Override
        public int compareTo(Waiting other) {
            int byAge = Long.compare(modifiedNanos, other.modifiedNanos);
            return byAge != 0 ? byAge : name.compareTo(other.name);
        }
    }

    /** The oldest wanted files, at most so many. A file that vanishes meanwhile is not among them. */
    static List<Waiting> list(Path folder, Predicate<String> wanted, int limit) throws IOException {
        PriorityQueue<Waiting> oldest = new PriorityQueue<>(Comparator.reverseOrder());
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (wanted.test(name)) {
                    add(file, name, oldest);
                    if (oldest.size() > limit) {
                        oldest.remove();
                    }
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        List<Waiting> sorted = new ArrayList<>(oldest);
        sorted.sort(null);
        return sorted;
    }

    private static void add(Path file, String name, PriorityQueue<Waiting> oldest) {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            long modified = attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS);
            oldest.add(new Waiting(name, modified, attributes.size()));
        } catch (IOException vanished) {
            // If it is still there, the next listing has it.
            return;
        }
    }
}
