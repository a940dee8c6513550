package hookline.system.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The wall clock of one process, which a test sets while it runs: by libfaketime, where that is installed.
 *
 * <p>Its monotonic clock goes on untouched, as it does on a host whose clock somebody sets; a JVM waits by that one.
 */
final class SettableClock {
    private static final Path LIBRARIES = Path.of("/usr/lib");
    private static final String LIBRARY = "faketime/libfaketimeMT.so.1";
    private static final Optional<Path> INSTALLED = installed();

    private final Path file;

    private SettableClock(Path file) {
        this.file = file;
    }

    /** Shows the right time until it is set. */
    static SettableClock in(Path folder) throws IOException {
        SettableClock clock = new SettableClock(folder.resolve("clock"));
        clock.set(Duration.ZERO);
        return clock;
    }

    /** Fails instead of saying no where the property {@code hookline.faketime} is {@code required}. */
    static boolean isPossible() {
        if (INSTALLED.isEmpty() && "required".equals(System.getProperty("hookline.faketime"))) {
            throw new AssertionError("No " + LIBRARY + " below " + LIBRARIES + ": install the package faketime");
        }
        return INSTALLED.isPresent();
    }

    /** What its process has to be started with. */
    Map<String, String> environment() {
        return INSTALLED.isEmpty()
                ? Map.of()
                : Map.of(
                        "LD_PRELOAD",
                        INSTALLED.get().toString(),
                        "FAKETIME_TIMESTAMP_FILE",
                        file.toString(),
                        "FAKETIME_CACHE_DURATION",
                        "1",
                        "DONT_FAKE_MONOTONIC",
                        "1",
                        // Else it takes the JVM's waits apart, which then go on for ten times as long.
                        "FAKETIME_FORCE_MONOTONIC_FIX",
                        "0");
    }

    /** Within a second the process is so far ahead of the right time, or behind it where this is negative. */
    void set(Duration ahead) throws IOException {
        Path next = file.resolveSibling("clock.next");
        Files.writeString(next, String.format("%+d%n", ahead.toSeconds()), StandardCharsets.US_ASCII);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static Optional<Path> installed() {
        try (Stream<Path> platforms = Files.list(LIBRARIES)) {
            return platforms
                    .map(platform -> platform.resolve(LIBRARY))
                    .filter(Files::isReadable)
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
