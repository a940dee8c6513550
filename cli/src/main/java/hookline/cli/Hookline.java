package hookline.cli;

import hookline.schemas.Version;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code hookline} command: data on stdout, all else on stderr; exit code 0 done, 1 failed, 2 wrong usage. */
@Command(
        name = "hookline",
        description = "Carries the hook events of AI coding sessions to whoever watches them, and no secret with them.",
        versionProvider = Hookline.ProgramVersion.class,
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpAutoWidth = true,
        commandListHeading = "%nCommands:%n",
        footer = {
            "",
            "Start here:",
            "  hookline demo            the whole pipeline on a recorded session, gone afterwards",
            "  hookline up              the same for your own sessions, staying up",
            "  hookline hooks install   records the sessions of Claude Code",
            "  hookline help COMMAND    what a command does, with an example"
        },
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            AgentCommand.class,
            ProcessorCommand.class,
            RetentionCommand.class,
            ConsoleCommand.class,
            HooksCommand.class,
            SendCommand.class,
            TailCommand.class,
            SessionsCommand.class,
            StatsCommand.class,
            GroupsCommand.class,
            RedactCommand.class,
            DecryptCommand.class,
            EraseCommand.class,
            ExportCommand.class,
            ImportCommand.class,
            DeadLettersCommand.class,
            KeysCommand.class,
            PasswordCommand.class,
            TotpCommand.class,
            AuditCommand.class,
            ConfigCommand.class,
            DoctorCommand.class,
            CompletionCommand.class,
            HelpCommand.class
        })
public final class Hookline implements Runnable {
    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the annotated fields before it runs a command.
    public Hookline() {}

    public static void main(String[] arguments) {
        int code = run(arguments);
        if (!ShutdownSignal.workIsDone()) {
            // What is still running in the background must not keep the process.
            System.exit(code);
        }
    }

    static int run(String... arguments) {
        return new CommandLine(new Hookline())
                .setExecutionExceptionHandler(new FailureReport())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A command is missing.");
    }

    static final class ProgramVersion implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"hookline " + Version.current()};
        }
    }
}
