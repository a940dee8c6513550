package hookline.cli.service;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Hookline as a service of one user, started by what starts a user's services on this operating system.
 *
 * <p>Whatever cannot be done by asking that, is said with the commands that do it. Each question is bounded in time.
 */
public interface LoginService {
    /** The one of this host; empty where there is none that Hookline knows. */
    static Optional<LoginService> ofThisHost(Map<String, String> environment, Path userHome) {
        if (System.getProperty("os.name", "").startsWith("Mac")) {
            return Optional.of(new LaunchAgent(environment, userHome));
        }
        return SystemdUnit.isUsable(environment)
                ? Optional.of(new SystemdUnit(environment, userHome))
                : Optional.empty();
    }

    /** The file that defines it. */
    Path file();

    /** Defines it anew and starts it; tells what was done, in lines for people. */
    List<String> install(ServiceDefinition definition) throws IOException;

    /** Stops it and removes its definition; tells what was done, nothing where there was none. */
    List<String> uninstall() throws IOException;

    /** How it is, in a word or two. */
    String state();

    /** Writes a definition whole; tells whether it is another one than before. */
    static boolean write(Path file, String content) throws IOException {
        if (Files.exists(file) && Files.readString(file).equals(content)) {
            return false;
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException(file + " is not in a folder");
        }
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path partial = Files.createTempFile(folder, "." + file.getFileName() + "-", ".partial");
        Files.writeString(partial, content, StandardCharsets.UTF_8);
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return true;
    }
}
