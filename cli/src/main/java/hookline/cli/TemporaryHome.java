package hookline.cli;

import hookline.embedded.RedisBinary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Finds a place for a home of a few seconds, from which programs may be run. */
final class TemporaryHome {
    private static final String PREFIX = "hookline-demo-";

    private TemporaryHome() {}

    static Path create() throws IOException {
        FileAttribute<Set<PosixFilePermission>> rights =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        Path usual = Files.createTempDirectory(PREFIX, rights);
        // Many systems allow no programs in their temporary folder.
        if (Files.isExecutable(RedisBinary.bundled(new Home(usual).programs()).program())) {
            return usual;
        }
        return Files.createTempDirectory(Path.of(System.getProperty("user.home")), "." + PREFIX, rights);
    }
}
