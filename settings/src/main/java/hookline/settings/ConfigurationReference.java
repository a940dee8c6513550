package hookline.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** Writes the configuration reference from the declarations that the settings are parsed by. */
public final class ConfigurationReference {
    private static final String OPENING = """
            # Configuration

            <!-- Generated from the declarations in settings/ by hookline.settings.ConfigurationReference; edit those. -->

            Every setting is a variable of the environment or of a file. `hookline config` shows what each one is and
            where that came from.
            """;

    private static final String RULES = """

            ## Rules

            ### Where settings come from

            1. The environment of the process.
            2. `~/.claude/redis_config.env`, where that file exists.
            3. The default.

            A setting that has a bare name, such as `BATCH_SIZE`, takes that one where the full name is set neither in
            the environment nor in the file. An empty value counts as not set. A path may begin with `~/`, the user's
            home.

            All problems are reported together, and a process with a problem does not start. A `HOOKLINE_` name that is
            not on this page is a problem; other names that Hookline does not know are left alone.

            ### The file

            Lines are `KEY=VALUE`, optionally after `export`. The file is parsed and never executed: `$` and backquotes
            mean themselves. Inside double quotes, `\\"`, `\\\\`, `\\$` and `` \\` `` stand for the second character; inside
            single quotes, everything means itself; without quotes, the value ends at a blank that is followed by `#`.
            Blank lines and lines that begin with `#` are skipped. The file is UTF-8 and at most 64 KiB, and it sets no
            name of this page twice.

            ### Durations

            A number and a unit: `5ms`, `10s`, `15m`, `2h`, `30d`. A number alone is seconds. Fractions are allowed.

            ### Secrets

            Every secret `X` can be given in one of three ways, one of them at a time. If the environment gives it in
            any of these ways, the file does not count for it.

            | variable | holds |
            |---|---|
            | `X` | the secret |
            | `X_FILE` | the path of a file that holds it; one newline at its end is not part of it |
            | `X_COMMAND` | a command whose first output line it is |

            Files are read again and commands run again whenever the secret is needed anew, so that it can be rotated.
            A command is split into words by blanks, quotes and backslashes, and run without a shell, with empty input;
            it has 10 seconds, prints at most 64 KiB and ends with exit code 0. Secrets are never shown or logged.

            ### File modes

            What is refused, with the command that repairs it:

            - a secret's file that others than its owner may read or write (`chmod 600`), that belongs to another user
              (root excepted), that is a symbolic link, or that is larger than 64 KiB. Under `/run/secrets` and
              `/var/run/secrets`, where containers have theirs mounted, mode 0444, other owners and symbolic links
              are accepted;
            - `~/.claude/redis_config.env` that holds a secret and is open to others, or that lies in a folder that
              others may write to. One that holds a `_COMMAND` must not be open to others' writing either.
            """;

    private ConfigurationReference() {}

    /** Writes the page to the file that is named by the only argument. */
    public static void main(String[] arguments) throws IOException {
        Files.writeString(Path.of(arguments[0]), markdown());
    }

    public static String markdown() {
        return Catalogue.GROUPS.stream()
                .map(ConfigurationReference::section)
                .collect(Collectors.joining("", OPENING, RULES));
    }

    private static String section(SettingGroup group) {
        String head =
                "\n## " + group.title() + "\n\n| name | type | default | meaning | used by |\n|---|---|---|---|---|\n";
        return group.settings().stream().map(ConfigurationReference::row).collect(Collectors.joining("", head, ""));
    }

    private static String row(Setting<?> setting) {
        String name = '`'
                + setting.name()
                + '`'
                + setting.alias().map(bare -> ", or `" + bare + '`').orElse("");
        return "| " + name + " | " + setting.type().accepts() + " | "
                + setting.fallback().description() + " | " + setting.meaning() + " | "
                + UsedBy.inWords(setting.usedBy()) + " |\n";
    }
}
