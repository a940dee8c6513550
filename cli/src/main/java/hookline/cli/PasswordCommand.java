package hookline.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code hookline password}. */
@Command(
        name = "password",
        description = "Changes the passwords of Redis users while everything runs.",
        footer = {"", "Example:", "  hookline password rotate --user processor --write /etc/hookline/processor-password"
        },
        mixinStandardHelpOptions = true,
        subcommands = PasswordRotateCommand.class)
final class PasswordCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "A command is missing: rotate.");
        }
    }
}
