package hookline.cli.hooks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * A settings file and the copy of it from before the first install, each replaced whole or not at all.
 *
 * <p>A file that somebody else changed since it was read is not overwritten. A link stays a link; owner and mode stay.
 */
final class SettingsOnDisk {
    private static final int MAX_BYTES = 4 << 20;
    private static final FileAttribute<Set<PosixFilePermission>> OWNERS_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path file;

    private SettingsOnDisk(Path file) {
        this.file = file;
    }

    /** Follows links. */
    static SettingsOnDisk at(Path file) throws IOException {
        if (Files.exists(file)) {
            return new SettingsOnDisk(file.toRealPath());
        }
        if (Files.isSymbolicLink(file)) {
            throw new SettingsRefusedException(
                    file + " is a link to a file that does not exist: create that file first");
        }
        return new SettingsOnDisk(file.toAbsolutePath().normalize());
    }

    Path file() {
        return file;
    }

    Path backup() {
        return beside("before-hookline");
    }

    /** The file's bytes; empty where there is none. */
    Optional<byte[]> read() throws IOException {
        return read(file);
    }

    Optional<byte[]> readBackup() throws IOException {
        return read(backup());
    }

    /** Writes the file, or removes it where nothing is given, provided that it still is what it was. */
    void replace(Optional<byte[]> before, Optional<byte[]> after) throws IOException {
        requireUnchanged(before);
        if (after.isEmpty()) {
            Files.deleteIfExists(file);
            return;
        }
        Files.createDirectories(folder(), OWNERS_FOLDER);
        Path partial = written(after.get());
        try {
            if (before.isPresent()) {
                copyRights(partial);
            }
            requireUnchanged(before);
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    /** Keeps what the file is without our hooks. A copy of another state, which nothing needs any more, is set aside. */
    void keep(Optional<byte[]> original) throws IOException {
        Optional<byte[]> kept = readBackup();
        if (kept.isPresent() && original.isPresent() && Arrays.equals(kept.get(), original.get())) {
            return;
        }
        if (kept.isPresent()) {
            Files.move(backup(), beside("before-hookline.old"), StandardCopyOption.REPLACE_EXISTING);
        }
        if (original.isPresent()) {
            Files.move(written(original.get()), backup(), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    void removeBackup() throws IOException {
        Files.deleteIfExists(backup());
    }

    /** Made with mode 0600, and on the disk before anything is renamed to it. */
    private Path written(byte[] bytes) throws IOException {
        Path partial = Files.createTempFile(folder(), "." + file.getFileName() + "-", ".partial");
        try (FileChannel channel = FileChannel.open(partial, StandardOpenOption.WRITE)) {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        } catch (IOException e) {
            Files.deleteIfExists(partial);
            throw e;
        }
        return partial;
    }

    private void copyRights(Path partial) throws IOException {
        PosixFileAttributes wanted = Files.readAttributes(file, PosixFileAttributes.class);
        PosixFileAttributes made = Files.readAttributes(partial, PosixFileAttributes.class);
        PosixFileAttributeView view = Files.getFileAttributeView(partial, PosixFileAttributeView.class);
        if (!wanted.owner().equals(made.owner())) {
            view.setOwner(wanted.owner());
        }
        if (!wanted.group().equals(made.group())) {
            view.setGroup(wanted.group());
        }
        view.setPermissions(wanted.permissions());
    }

    private void requireUnchanged(Optional<byte[]> before) throws IOException {
        Optional<byte[]> now = read();
        boolean same = now.isPresent() == before.isPresent()
                && (now.isEmpty() || Arrays.equals(now.get(), before.orElseThrow()));
        if (!same) {
            throw new SettingsRefusedException(
                    file + " was changed by somebody else meanwhile, so it was not written:" + " run this again");
        }
    }

    private static Optional<byte[]> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        if (!Files.isRegularFile(file)) {
            throw new SettingsRefusedException(file + " is not a regular file; it was left as it is");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new SettingsRefusedException(file + " is larger than 4 MiB; it was left as it is");
            }
            return Optional.of(bytes);
        }
    }

    private Path beside(String suffix) {
        return file.resolveSibling(file.getFileName() + "." + suffix);
    }

    private Path folder() {
        Path folder = file.getParent();
        if (folder == null) {
            throw new SettingsRefusedException(file + " is not a file");
        }
        return folder;
    }
}
