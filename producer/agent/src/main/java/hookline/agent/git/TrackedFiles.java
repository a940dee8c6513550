package hookline.agent.git;

import hookline.agent.git.IndexEntry.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares the files of one checkout with what its index remembers of them, by type, size and time, and by content only
 * where these leave a doubt: where the time alone differs, and where a file may have changed after it was looked at
 * within one tick of the clock. For one thread.
 */
final class TrackedFiles {
    private final Path workTree;
    private final Instant indexWritten;
    private final Effort effort;
    private final Set<Path> folders = new HashSet<>();

    TrackedFiles(Path workTree, FileTime indexWritten, Effort effort) {
        this.workTree = workTree;
        this.indexWritten = indexWritten.toInstant();
        this.effort = effort;
    }

    /** Whether a file is not what the index remembers; of a submodule only whether its folder is there. */
    boolean differs(IndexEntry entry) throws IOException {
        effort.time();
        Path path = entry.path();
        if (!isFolder(path.getParent())) {
            return true;
        }
        Path file = workTree.resolve(path);
        PosixFileAttributes found;
        try {
            found = Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return true;
        }
        if (!isOfKind(entry.kind(), found)) {
            return true;
        }
        if (entry.kind() == Kind.SUBMODULE) {
            return false;
        }
        if (!entry.hasNoSize() && (int) found.size() != entry.size()) {
            return true;
        }
        boolean inDoubt =
                entry.hasNoSize() || isInDoubt(entry, found.lastModifiedTime().toInstant());
        return inDoubt && !objectId(file, entry.kind(), found.size()).equals(entry.objectId());
    }

    private static boolean isOfKind(Kind kind, PosixFileAttributes found) {
        return switch (kind) {
            case FILE -> found.isRegularFile() && !isProgram(found);
            case PROGRAM -> found.isRegularFile() && isProgram(found);
            case LINK -> found.isSymbolicLink();
            case SUBMODULE -> found.isDirectory();
        };
    }

    private static boolean isProgram(PosixFileAttributes found) {
        return found.permissions().contains(PosixFilePermission.OWNER_EXECUTE);
    }

    private boolean isInDoubt(IndexEntry entry, Instant modified) {
        boolean touched = (int) modified.getEpochSecond() != entry.modifiedSeconds()
                || (entry.modifiedNanos() != 0 && modified.getNano() != entry.modifiedNanos());
        return touched || !modified.isBefore(indexWritten);
    }

    /** A link in the place of a folder may lead to files that only look the same. */
    private boolean isFolder(@Nullable Path folder) {
        if (folder == null || folders.contains(folder)) {
            return true;
        }
        boolean real =
                isFolder(folder.getParent()) && Files.isDirectory(workTree.resolve(folder), LinkOption.NOFOLLOW_LINKS);
        if (real) {
            folders.add(folder);
        }
        return real;
    }

    private String objectId(Path file, Kind kind, long size) throws IOException {
        effort.bytes(size);
        byte[] content = kind == Kind.LINK
                ? Files.readSymbolicLink(file).toString().getBytes(StandardCharsets.UTF_8)
                : content(file, (int) size);
        return HexFormat.of().formatHex(IndexTree.sha1("blob " + content.length + "\0", content));
    }

    private static byte[] content(Path file, int size) throws IOException {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return in.readNBytes(size);
        }
    }
}
