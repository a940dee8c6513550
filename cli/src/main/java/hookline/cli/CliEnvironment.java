package hookline.cli;

import hookline.settings.Environment;
import hookline.settings.HomeSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The settings that commands see: the environment, over the user's file, over what a running {@code hookline up} left
 * so that nobody has to tell the other commands where it is.
 */
final class CliEnvironment {
    private CliEnvironment() {}

    /** Of this process. */
    static Environment load() throws IOException {
        Environment own = withoutUp();
        Path file = new Home(HomeSettings.from(own).home()).upSettings();
        return Files.isReadable(file) ? own.fallingBackTo(read(file), file.toString()) : own;
    }

    /** Of this process, without what {@code up} left. */
    static Environment withoutUp() {
        return Environment.load(System.getenv(), SettingsChoice.userHome(System.getenv()));
    }

    /** Writes what {@link #load} reads: one {@code NAME=VALUE} a line. */
    static String lines(Map<String, String> settings) {
        StringBuilder lines = new StringBuilder();
        settings.forEach(
                (name, value) -> lines.append(name).append('=').append(value).append('\n'));
        return lines.toString();
    }

    private static Map<String, String> read(Path file) throws IOException {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String line : Files.readAllLines(file)) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                settings.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        return settings;
    }
}
