package hookline.embedded;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server program that can be run: one of the machine's own, or the one that Hookline brings along.
 *
 * @param program the executable
 * @param description what it is, for people
 */
public record RedisBinary(Path program, String description) {
    private static final String BUNDLED_VERSION = "7.0.15";
    private static final int OLDEST_MAJOR = 7;
    private static final int VERSION_SECONDS = 5;
    private static final Pattern MAJOR = Pattern.compile("\\bv=(\\d+)\\.");

    /** Prefers a {@code redis-server} or {@code valkey-server} of 7.0 or newer on the PATH, which gets security fixes. */
    public static RedisBinary find(Path unpackInto) throws IOException {
        Optional<RedisBinary> installed = onPath("redis-server").or(() -> onPath("valkey-server"));
        return installed.isPresent() ? installed.get() : bundled(unpackInto);
    }

    /**
     * The server that Hookline brings along, unpacked once.
     *
     * @param unpackInto a folder from which programs may be run; {@code /tmp} may be mounted noexec
     */
    public static RedisBinary bundled(Path unpackInto) throws IOException {
        String resource = "redis-server-" + BUNDLED_VERSION + "-" + platform();
        Path program = unpackInto.resolve(resource);
        if (!Files.isExecutable(program)) {
            Files.createDirectories(
                    unpackInto, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Path partial = Files.createTempFile(unpackInto, "redis-server-", ".partial");
            try (InputStream in = RedisBinary.class.getResourceAsStream("/" + resource)) {
                if (in == null) {
                    throw new IOException("No Redis server is bundled for " + platform()
                            + ": install redis-server 7.0 or newer, or set REDIS_HOST to one that runs");
                }
                Files.copy(in, partial, StandardCopyOption.REPLACE_EXISTING);
            }
            Files.setPosixFilePermissions(partial, PosixFilePermissions.fromString("rwx------"));
            Files.move(partial, program, StandardCopyOption.ATOMIC_MOVE);
        }
        return new RedisBinary(program, "bundled Redis " + BUNDLED_VERSION);
    }

    private static String platform() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String cpu = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        boolean arm = cpu.equals("aarch64") || cpu.equals("arm64");
        if (os.contains("mac")) {
            return arm ? "darwin-arm64" : "darwin-amd64";
        }
        return "linux-" + (arm ? "arm64" : "amd64");
    }

    private static Optional<RedisBinary> onPath(String name) {
        String path = System.getenv("PATH");
        if (path == null) {
            return Optional.empty();
        }
        return List.of(path.split(File.pathSeparator)).stream()
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .filter(RedisBinary::isRecentEnough)
                .map(program -> new RedisBinary(program, name + " at " + program))
                .findFirst();
    }

    private static boolean isRecentEnough(Path program) {
        try {
            Process version = new ProcessBuilder(program.toString(), "--version")
                    .redirectErrorStream(true)
                    .start();
            version.getOutputStream().close();
            if (!version.waitFor(VERSION_SECONDS, TimeUnit.SECONDS)) {
                version.destroyForcibly();
                return false;
            }
            String answer = new String(version.getInputStream().readNBytes(1024), StandardCharsets.UTF_8);
            Matcher major = MAJOR.matcher(answer);
            return major.find() && Integer.parseInt(major.group(1)) >= OLDEST_MAJOR;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
