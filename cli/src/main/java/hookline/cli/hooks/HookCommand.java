package hookline.cli.hooks;

import hookline.settings.HookSettings;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The shell command that Claude Code runs for an event: it finds its home whatever the environment is, says nothing and
 * ends with 0, even when the shim is gone.
 */
final class HookCommand {
    static final String SHIM = "/bin/hookline-hook";

    /**
     * A missing file has exit codes that block a session in some shells. In braces, since bash would tell the session of
     * a hook that was killed.
     */
    private static final String SILENT = "{ %s; } >/dev/null 2>&1 || true";

    private static final Pattern QUOTED_SHIM = Pattern.compile("'([^'\\x00]*(?:'\\\\''[^'\\x00]*)*" + SHIM + ")'");

    private HookCommand() {}

    /**
     * The command for a home.
     *
     * @throws SettingsRefusedException where no line of shell can name the home
     */
    static String of(HookSettings settings) {
        String home = settings.home().toString();
        if (home.indexOf('\n') >= 0 || home.indexOf('\r') >= 0) {
            throw new SettingsRefusedException(
                    "HOOKLINE_HOME has a line end in its name, which a hook's command cannot have: choose another");
        }
        // The shim sees the session's environment, not the user's settings file.
        String size = settings.ownMaxPayloadSize() ? " HOOKLINE_MAX_PAYLOAD_SIZE=" + settings.maxPayloadSize() : "";
        return silent("HOOKLINE_HOME=" + quoted(home) + size + ' ' + quoted(home + SHIM));
    }

    /** The command of the plugin, whose folder Claude Code names; everything else comes from the session. */
    static String ofPlugin() {
        return silent("\"${CLAUDE_PLUGIN_ROOT}\"" + SHIM);
    }

    static boolean isOurs(String command) {
        return command.contains(SHIM);
    }

    /** The shim that a command of ours calls; empty where somebody wrote it by hand. */
    static Optional<Path> shim(String command) {
        Matcher shim = QUOTED_SHIM.matcher(command);
        return shim.find() ? Optional.of(Path.of(shim.group(1).replace("'\\''", "'"))) : Optional.empty();
    }

    private static String silent(String command) {
        return SILENT.formatted(command);
    }

    private static String quoted(String text) {
        return '\'' + text.replace("'", "'\\''") + '\'';
    }
}
