package hookline.benchmarks;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The folder of all that a run makes, mode 0700, gone with everything in it once it is closed. */
public final class Workplace implements AutoCloseable {
    private static final int REMOVALS = 5;

    private final Path folder;
    private final Path programs;
    private final List<String> hookline;

    private Workplace(Path folder, Path programs, List<String> hookline) {
        this.folder = folder;
        this.programs = programs;
        this.hookline = hookline;
    }

    /**
     * Makes one.
     *
     * @param target a folder from which programs may be run, on a disk like that of a home
     * @param hookline how the {@code hookline} command is called
     */
    public static Workplace under(Path target, List<String> hookline) throws IOException {
        Files.createDirectories(target);
        Path folder = Files.createTempDirectory(
                target,
                "benchmark-",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        return new Workplace(folder, target.resolve("redis"), List.copyOf(hookline));
    }

    /** Where something of this name may be put. */
    public Path resolve(String name) {
        return folder.resolve(name);
    }

    /** Where a Redis server is kept from run to run. */
    Path programs() {
        return programs;
    }

    List<String> hookline() {
        return hookline;
    }

    /** Who still writes while the JVM ends cannot keep it from being removed. */
    @Override
    public void close() throws IOException {
        for (int attempt = 1; Files.exists(folder); attempt++) {
            try {
                Files.walkFileTree(folder, new Removal());
            } catch (DirectoryNotEmptyException | NoSuchFileException e) {
                if (attempt == REMOVALS) {
                    throw new IOException(folder + " could not be removed: " + e.getMessage(), e);
                }
            }
        }
    }

    private static final class Removal extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
            if (failure != null) {
                throw failure;
            }
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
        }
    }
}
