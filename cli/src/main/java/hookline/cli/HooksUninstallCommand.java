package hookline.cli;

import hookline.cli.hooks.HookInstaller;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hookline hooks uninstall}. */
@Command(
        name = "uninstall",
        description = {
            "Takes Hookline's hooks out of Claude Code's settings and removes the service.",
            "The file is what it was before, except for what others changed since. Events and keys stay."
        },
        footer = {"", "Example:", "  hookline hooks uninstall"},
        mixinStandardHelpOptions = true)
final class HooksUninstallCommand implements Callable<Integer> {
    @ArgGroup
    private SettingsChoice choice = new SettingsChoice();

    @Option(names = "--no-service", description = "leave the service as it is")
    private boolean noService;

    @Override
    public Integer call() throws IOException {
        Logging.ofCommand();
        HookSetup setup = HookSetup.of(CliEnvironment.withoutUp());
        HookInstaller installer = setup.installer(choice.file(System.getenv()));
        HookInstaller.Uninstalled done = installer.uninstall();
        System.err.println(
                switch (done.removed()) {
                    case NOTHING_THERE -> "There are no hooks of Hookline in " + installer.file();
                    case AS_BEFORE -> installer.file() + " is what it was before the install";
                    case OTHERS_KEPT -> "Removed Hookline's hooks from " + installer.file() + "; the rest stays";
                    case FILE_REMOVED -> "Removed " + installer.file() + ", which held nothing else";
                });
        done.leftBackup()
                .ifPresent(backup ->
                        System.err.println("  backup   " + backup + " still has the hooks of the shell publisher"));
        if (!noService) {
            removeService(setup);
        }
        System.err.println("  home     " + setup.settings().home() + " keeps its events and keys.");
        return 0;
    }

    private static void removeService(HookSetup setup) throws IOException {
        Path user = SettingsChoice.ofUser(System.getenv());
        if (setup.installer(user).inventory().isEmpty()) {
            new ServiceSetup(System.getenv()).uninstall();
        } else {
            System.err.println("  service  stays, since " + user + " still has hooks.");
        }
    }
}
