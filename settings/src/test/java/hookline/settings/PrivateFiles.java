package hookline.settings;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Files and folders with a mode that does not depend on the umask of whoever runs the tests. */
final class PrivateFiles {
    private PrivateFiles() {}

    static Path write(Path file, String content, String mode) throws IOException {
        mode(Files.createDirectories(requireNonNull(file.getParent())), "rwx------");
        return mode(Files.writeString(file, content), mode);
    }

    static Path mode(Path file, String mode) throws IOException {
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }
}
