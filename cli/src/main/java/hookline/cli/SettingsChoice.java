package hookline.cli;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which of Claude Code's settings files is meant; the user's where nothing is said. */
final class SettingsChoice {
    @Option(names = "--settings", paramLabel = "FILE", description = "this settings file")
    private @Nullable Path settings;

    @Option(names = "--project", description = ".claude/settings.json in the current folder")
    private boolean project;

    Path file(Map<String, String> environment) {
        if (settings != null) {
            return settings.toAbsolutePath().normalize();
        }
        return project ? Path.of(".claude", "settings.json").toAbsolutePath() : ofUser(environment);
    }

    /** Where Claude Code looks for the user's settings. */
    static Path ofUser(Map<String, String> environment) {
        String configured = environment.getOrDefault("CLAUDE_CONFIG_DIR", "");
        Path folder = configured.isEmpty() ? userHome(environment).resolve(".claude") : Path.of(configured);
        return folder.toAbsolutePath().resolve("settings.json");
    }

    /** As Claude Code and the hook shim find it: by the variable, which Java does not heed. */
    static Path userHome(Map<String, String> environment) {
        String home = environment.getOrDefault("HOME", "");
        return Path.of(home.startsWith("/") ? home : System.getProperty("user.home"));
    }
}
