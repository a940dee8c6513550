package hookline.agent;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Keeps each confirmed event's file at least for the resend window, then removes it, in memory that does not grow with
 * their number.
 *
 * <p>Files are put into a folder that is named by when they were confirmed, so whole folders become due. A clock that is
 * set back starts their time anew. For one thread at a time.
 */
final class ResendWindow {
    private static final FileAttribute<Set<PosixFilePermission>> OWNERS_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final Pattern FOLDER = Pattern.compile("[1-9][0-9]{0,17}");
    private static final long LONGEST_STEP = 1_000;

    private final Path folder;
    private final long window;
    private final long step;
    private final InstantSource clock;
    private final HeldBackFiles heldBack;
    private long begin;

    ResendWindow(Path folder, Duration window, InstantSource clock, HeldBackFiles heldBack) {
        this.folder = folder;
        this.window = window.toMillis();
        this.step = Math.max(1, Math.min(LONGEST_STEP, window.toMillis() / 4));
        this.clock = clock;
        this.heldBack = heldBack;
    }

    /** Counts the time of a file from now on, whether it was confirmed for the first time or again. */
    void confirmed(Path file) throws IOException {
        Path current = current();
        Path target = current.resolve(file.getFileName());
        try {
            Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException missingFolder) {
            if (Files.isDirectory(current)) {
                throw missingFolder;
            }
            Files.createDirectories(current, OWNERS_FOLDER);
            Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private Path current() {
        long now = clock.instant().toEpochMilli();
        if (now >= begin + step || now < begin - step) {
            begin = now;
        }
        return folder.resolve(Long.toString(begin));
    }

    /** Has what is confirmed from now on lie apart from all that was confirmed before, so that nothing is met twice. */
    void restart() throws IOException {
        begin = clock.instant().toEpochMilli();
        while (Files.exists(folder.resolve(Long.toString(begin)))) {
            begin++;
        }
    }

    /** Whether a name in the folder is one of those that files are put into. */
    static boolean isFolder(String name) {
        return FOLDER.matcher(name).matches();
    }

    /** Every folder that may hold confirmed files. */
    List<Path> folders() throws IOException {
        List<Path> folders = new ArrayList<>();
        folders.add(folder);
        folders.addAll(confirmedAt());
        return folders;
    }

    /** Whether there is a file whose time has passed. */
    boolean isOver() throws IOException {
        Instant now = clock.instant();
        for (Path confirmed : confirmedAt()) {
            if (isOver(confirmed, now) || isAhead(confirmed, now)) {
                return true;
            }
        }
        return false;
    }

    /** Removes the files whose time has passed, except what could not be read to be sent again. */
    void removeFiles() throws IOException {
        Instant now = clock.instant();
        for (Path confirmed : confirmedAt()) {
            if (isOver(confirmed, now)) {
                remove(confirmed);
            } else if (isAhead(confirmed, now)) {
                startAnew(confirmed);
            }
        }
    }

    private void remove(Path confirmed) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(confirmed)) {
            for (Path file : files) {
                if (!isHeldBack(file)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        deleteIfEmpty(confirmed);
    }

    private void startAnew(Path confirmed) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(confirmed)) {
            for (Path file : files) {
                confirmed(file);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        deleteIfEmpty(confirmed);
    }

    private boolean isHeldBack(Path file) {
        return !heldBack.isEmpty()
                && NumberedName.of(file.getFileName().toString())
                        .filter(name -> heldBack.hasFailed(name.id()))
                        .isPresent();
    }

    private static void deleteIfEmpty(Path folder) throws IOException {
        try {
            Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException somethingIsHeldBack) {
            return;
        }
    }

    private List<Path> confirmedAt() throws IOException {
        List<Path> folders = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(
                folder,
                file -> isFolder(file.getFileName().toString())
                        && Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))) {
            files.forEach(folders::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return folders;
    }

    private boolean isOver(Path confirmed, Instant now) {
        return begin(confirmed) + step + window <= now.toEpochMilli();
    }

    private boolean isAhead(Path confirmed, Instant now) {
        return begin(confirmed) > now.toEpochMilli() + step;
    }

    private static long begin(Path confirmed) {
        return Long.parseLong(confirmed.getFileName().toString());
    }
}
