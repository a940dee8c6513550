package hookline.cli;

import hookline.client.HookScript;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/** The folder in which Hookline keeps what is its own: mode 0700, every file in it written whole and with mode 0600. */
final class Home {
    private final Path folder;

    Home(Path folder) {
        this.folder = folder;
    }

    Path folder() {
        return folder;
    }

    /** Makes the folder where it is missing. */
    void create() throws IOException {
        createFolder(folder);
    }

    Path redis() {
        return folder.resolve("redis");
    }

    Path programs() {
        return folder.resolve("bin");
    }

    Path log() {
        return folder.resolve("hookline.log");
    }

    Path totpSecret() {
        return folder.resolve("totp-secret");
    }

    Path totpState() {
        return folder.resolve("totp-state");
    }

    /** Where {@code up} writes how to reach what it started, for the other commands. */
    Path upSettings() {
        return folder.resolve("up.env");
    }

    /** Puts the hook shim where hooks call it; an older one is replaced in one step. */
    Path installShim() throws IOException {
        Path shim = programs().resolve("hookline-hook");
        createFolder(programs());
        Path partial = Files.createTempFile(programs(), "hookline-hook-", ".partial");
        Files.writeString(partial, HookScript.source());
        Files.setPosixFilePermissions(partial, PosixFilePermissions.fromString("rwx------"));
        Files.move(partial, shim, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return shim;
    }

    /** Writes a file whole, with mode 0600 from its first byte on and the owner it had; once this returns, it survives a power cut. */
    void write(Path file, String content) throws IOException {
        Path parent = parentOf(file);
        createFolder(parent);
        Path partial = Files.createTempFile(parent, file.getFileName() + "-", ".partial");
        try {
            try (FileChannel channel = FileChannel.open(partial, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            keepOwner(partial, file);
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(partial);
        }
        force(parent);
    }

    /** Who reads the file that is there, such as a service under a user of its own, can read the new one. */
    private static void keepOwner(Path partial, Path file) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        PosixFileAttributes wanted = Files.readAttributes(file, PosixFileAttributes.class);
        PosixFileAttributeView changed = Files.getFileAttributeView(partial, PosixFileAttributeView.class);
        if (!changed.readAttributes().owner().equals(wanted.owner())) {
            changed.setOwner(wanted.owner());
            changed.setGroup(wanted.group());
        }
    }

    /** Makes a folder and those above it where they are missing. */
    static void createFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Path parent = parentOf(folder);
            createFolder(parent);
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            force(parent);
        }
    }

    /** Puts names on disk: one of them may lead to the only copy of a key. */
    private static void force(Path folder) throws IOException {
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        }
    }

    private static Path parentOf(Path path) throws IOException {
        Path parent = path.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IOException(path + " is no place for a file");
        }
        return parent;
    }
}
