package hookline.cli;

import hookline.cli.hooks.ClaudeVersion;
import hookline.cli.hooks.HookEvents;
import hookline.cli.hooks.HookPlan;
import hookline.cli.hooks.SettingsRefusedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code hookline hooks install}. */
@Command(
        name = "install",
        description = {
            "Puts hooks into Claude Code's settings and has Hookline started at every login.",
            "All else in the file stays as it is; a second run changes nothing."
        },
        footer = {
            "",
            "Examples:",
            "  hookline hooks install",
            "  hookline hooks install --project --no-service --events PreToolUse,PostToolUse"
        },
        mixinStandardHelpOptions = true)
final class HooksInstallCommand implements Callable<Integer> {
    private static final Pattern CPUS = Pattern.compile("\\d{1,4}(?:-\\d{1,4})?(?:,\\d{1,4}(?:-\\d{1,4})?)*");

    @Spec
    private @Nullable CommandSpec spec;

    @ArgGroup
    private SettingsChoice choice = new SettingsChoice();

    @Option(names = "--http", description = "hooks that post to the agent, in place of commands where possible")
    private boolean http;

    @Option(names = "--events", paramLabel = "EVENT", split = ",", description = "only these events; else all")
    private List<String> wanted = List.of();

    @Option(
            names = "--claude-version",
            paramLabel = "VERSION",
            description = "the version of Claude Code, where `claude --version` cannot tell it")
    private @Nullable String givenVersion;

    @Option(names = "--replace-legacy", description = "remove the hooks of the older shell publisher")
    private boolean replaceLegacy;

    @Option(names = "--no-service", description = "do not have Hookline started at login")
    private boolean noService;

    @Option(
            names = "--cpu-affinity",
            paramLabel = "LIST",
            description = "processors that the service may use, such as 0,2-3; systemd only")
    private @Nullable String cpus;

    @Option(names = "--dry-run", description = "only say what would be done")
    private boolean dryRun;

    @Override
    public Integer call() throws IOException {
        Logging.ofCommand();
        if (cpus != null && !CPUS.matcher(cpus).matches()) {
            throw wrongUsage("--cpu-affinity takes processor numbers and ranges, such as 0,2-3");
        }
        HookSetup setup = HookSetup.of(CliEnvironment.withoutUp());
        Optional<ClaudeVersion> version = version();
        HookEvents events = events(version);
        HookPlan plan =
                http ? HookPlan.http(events, setup.settings(), version) : HookPlan.commands(events, setup.settings());
        Path file = choice.file(System.getenv());
        if (dryRun) {
            setup.rehearse(file, plan, replaceLegacy);
        } else {
            setup.install(file, plan, replaceLegacy);
        }
        setup.sayOmitted(events, version);
        if (!noService) {
            ServiceSetup service = new ServiceSetup(System.getenv());
            if (dryRun) {
                service.rehearse();
            } else {
                service.install(setup.settings().home(), Optional.ofNullable(cpus));
            }
        }
        return 0;
    }

    private HookEvents events(Optional<ClaudeVersion> version) {
        try {
            return HookEvents.pick(version, wanted);
        } catch (SettingsRefusedException e) {
            throw wrongUsage(String.valueOf(e.getMessage()));
        }
    }

    private Optional<ClaudeVersion> version() {
        if (givenVersion == null) {
            return ClaudeVersion.ask(System.getenv());
        }
        Optional<ClaudeVersion> given = ClaudeVersion.parse(givenVersion);
        if (given.isEmpty()) {
            throw wrongUsage("--claude-version takes a version such as 2.1.240");
        }
        return given;
    }

    private ParameterException wrongUsage(String message) {
        if (spec == null) {
            throw new IllegalStateException("No command line");
        }
        return new ParameterException(spec.commandLine(), message);
    }
}
