package hookline.settings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/**
 * Reads a secret from a file that nobody but its owner can read or change, and refuses any other file.
 *
 * <p>Below the folders where Docker and Kubernetes mount secrets, links, mode 0444 and other owners are taken too: what
 * lies there was put there by the container's operator, who is a user of the host.
 */
final class SecretFile implements SecretSource {
    private static final List<Path> MOUNTS = List.of(Path.of("/run/secrets"), Path.of("/var/run/secrets"));
    private static final int MAX_BYTES = 64 * 1024;
    private static final Pattern TRAILING_NEWLINE = Pattern.compile("\\r?\\n\\z");

    private final String variable;
    private final Path path;
    private final List<Path> mounts;
    private final IntPredicate trustedOwner;

    SecretFile(String variable, Path path) {
        this(variable, path, MOUNTS, FileRights::trusts);
    }

    SecretFile(String variable, Path path, List<Path> mounts, IntPredicate trustedOwner) {
        this.variable = variable;
        this.path = path;
        this.mounts = List.copyOf(mounts);
        this.trustedOwner = trustedOwner;
    }

    @Override
    public Secret read() {
        try {
            return Secret.of(content(checked()));
        } catch (NoSuchFileException e) {
            throw refusal("does not exist; create it, readable by you alone, or correct the path");
        } catch (AccessDeniedException e) {
            throw refusal("may not be read by this user; give it to the user that runs this process");
        } catch (CharacterCodingException e) {
            throw refusal("is not UTF-8 text; store the secret as text");
        } catch (IOException e) {
            throw refusal("cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    @Override
    public String origin() {
        return variable + '=' + path;
    }

    @Override
    public String toString() {
        return origin();
    }

    private Path checked() throws IOException {
        Path named = path.toAbsolutePath().normalize();
        if (Files.isSymbolicLink(named) && !isMounted(named)) {
            throw refusal("is a symbolic link; name the file that it points to");
        }
        Path file = named.toRealPath();
        if (!Files.isRegularFile(file, NOFOLLOW_LINKS)) {
            throw refusal("is not a regular file; name one, or use a _COMMAND");
        }
        FileRights rights = FileRights.of(file);
        if (!isMounted(file) && !trustedOwner.test(rights.owner())) {
            throw refusal(
                    "belongs to another user; repair it with: " + FileRights.repair("sudo chown \"$(id -u)\"", file));
        }
        if (rights.allowOthers(isMounted(file) ? 0033 : 0077)) {
            throw refusal("is open to other users (mode " + rights.octalMode() + "); repair it with: "
                    + FileRights.repair("chmod 600", file));
        }
        return file;
    }

    private String content(Path file) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file, NOFOLLOW_LINKS)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        }
        if (bytes.length > MAX_BYTES) {
            throw refusal("is larger than 64 KiB; it must hold the secret and nothing else");
        }
        String text = TRAILING_NEWLINE
                .matcher(UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)))
                .replaceFirst("");
        if (text.isEmpty()) {
            throw refusal("is empty; it must hold the secret");
        }
        return text;
    }

    private boolean isMounted(Path file) {
        return mounts.stream().anyMatch(file::startsWith);
    }

    private SecretUnavailableException refusal(String reason) {
        return new SecretUnavailableException(variable + ": " + path + ' ' + reason);
    }
}
