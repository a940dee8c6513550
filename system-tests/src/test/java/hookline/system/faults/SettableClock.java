package hookline.system.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The wall clock of a program, as far as libfaketime is installed; else it is the machine's, and the console says so. */
final class SettableClock {
    private static final List<Path> LIBRARIES = List.of(
            Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"),
            Path.of("/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1"));

    private final Path offset;
    private final Map<String, String> environment;

    SettableClock(Path folder) {
        offset = folder.resolve("clock");
        environment = LIBRARIES.stream()
                .filter(Files::exists)
                .findFirst()
                .map(library -> Map.of(
                        "LD_PRELOAD",
                        library.toString(),
                        "FAKETIME_TIMESTAMP_FILE",
                        offset.toString(),
                        "FAKETIME_CACHE_DURATION",
                        "1",
                        "DONT_FAKE_MONOTONIC",
                        "1"))
                .orElse(Map.of());
        set(Duration.ZERO);
        if (!isSettable()) {
            System.err.println("No fault sets a clock here: libfaketime is not installed");
        }
    }

    boolean isSettable() {
        return !environment.isEmpty();
    }

    /** A program that starts this one with the clock, by whatever name it is called itself. */
    Path wrapped(Path program) {
        if (!isSettable()) {
            return program;
        }
        StringBuilder script = new StringBuilder("#!/bin/bash\nexport");
        environment.forEach((name, value) -> script.append(" '" + name + "=" + value + "'"));
        script.append("\nexec -a \"$0\" '" + program + "' \"$@\"\n");
        try {
            Path wrapper = offset.resolveSibling("with-clock-" + program.getFileName());
            Files.writeString(wrapper, script);
            return Files.setPosixFilePermissions(wrapper, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sets it so far ahead of the machine's, or back where negative; the program sees it within a second. */
    void set(Duration ahead) {
        try {
            Files.writeString(offset, (ahead.isNegative() ? "" : "+") + ahead.toSeconds() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
