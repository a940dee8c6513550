package hookline.cli;

import hookline.agent.Agent;
import hookline.cli.hooks.HookInstaller;
import hookline.cli.hooks.HookInventory;
import hookline.client.HookScript;
import hookline.client.Spool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hookline hooks status}. */
@Command(
        name = "status",
        description = {
            "Tells which hooks are installed, and whether what they record gets anywhere.",
            "Exit code 1 where the oldest event waits for more than 5 minutes, or hooks call a shim that is missing."
        },
        footer = {"", "Example:", "  hookline hooks status"},
        mixinStandardHelpOptions = true)
final class HooksStatusCommand implements Callable<Integer> {
    @ArgGroup
    private SettingsChoice choice = new SettingsChoice();

    @Option(names = "--json", description = "print one JSON object a check")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Logging.ofCommand();
        Checks checks = new Checks(json);
        HookSetup setup = HookSetup.of(CliEnvironment.withoutUp());
        Path home = setup.settings().home();
        HookInstaller installer = setup.installer(choice.file(System.getenv()));
        HookInventory hooks = installer.inventory();
        checkHooks(checks, installer.file(), hooks);
        checkShims(checks, hooks, new Home(home));
        checks.good("agent", Agent.isRunning(home) ? "runs on " + home : "none runs on " + home);
        checks.good("service", new ServiceSetup(System.getenv()).state());
        SpoolBacklog.of(Spool.at(home)).report(checks, Instant.now());
        return checks.areGood() ? 0 : 1;
    }

    private static void checkHooks(Checks checks, Path file, HookInventory hooks) {
        if (hooks.isEmpty()) {
            checks.good("hooks", "none in " + file + "; `hookline hooks install` puts them there");
        } else {
            checks.good("hooks", counts(hooks) + " in " + file);
            if (!hooks.missing().isEmpty()) {
                checks.good("not recorded", String.join(", ", hooks.missing()));
            }
        }
        if (!hooks.legacy().isEmpty()) {
            checks.good("older hooks", "of the shell publisher: " + String.join(", ", hooks.legacy()));
        }
    }

    private static String counts(HookInventory hooks) {
        List<String> counts = new ArrayList<>();
        if (!hooks.commands().isEmpty()) {
            counts.add(hooks.commands().size() + " commands");
        }
        if (!hooks.http().isEmpty()) {
            counts.add(hooks.http().size() + " http");
        }
        return String.join(", ", counts);
    }

    private static void checkShims(Checks checks, HookInventory hooks, Home home) throws IOException {
        Path own = home.programs().resolve("hookline-hook");
        for (Path shim : hooks.shims()) {
            if (!Files.isRegularFile(shim) || !Files.isExecutable(shim)) {
                checks.bad(
                        "shim",
                        shim + " is missing or not executable, so nothing is recorded: `hookline hooks"
                                + " install` puts it there");
            } else if (!shim.equals(own)) {
                checks.good("shim", shim + " is of another home than " + home.folder());
            } else if (!Files.readString(shim, StandardCharsets.ISO_8859_1).equals(asRead(HookScript.source()))) {
                checks.good("shim", shim + " is of another version; `hookline hooks install` renews it");
            } else {
                checks.good("shim", shim.toString());
            }
        }
        if (hooks.byHand()) {
            checks.good("shim", "some commands were written by hand; `hookline hooks install` replaces them");
        }
    }

    /** Bytes as chars, so that a file that is no text compares as well. */
    private static String asRead(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
