package hookline.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code hookline hooks}. */
@Command(
        name = "hooks",
        description = "Puts hooks into Claude Code's settings, takes them out, and tells how they do.",
        footer = {"", "Example:", "  hookline hooks install"},
        mixinStandardHelpOptions = true,
        subcommands = {HooksInstallCommand.class, HooksUninstallCommand.class, HooksStatusCommand.class})
final class HooksCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "A command is missing: install, uninstall or status.");
        }
    }
}
