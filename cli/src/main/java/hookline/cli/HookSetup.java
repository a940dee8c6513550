package hookline.cli;

import hookline.cli.hooks.ClaudeVersion;
import hookline.cli.hooks.HookEvents;
import hookline.cli.hooks.HookInstaller;
import hookline.cli.hooks.HookPlan;
import hookline.client.Spool;
import hookline.settings.Environment;
import hookline.settings.HookSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Installs hooks together with what they need on this host, and says on stderr what it did. */
final class HookSetup {
    private final HookSettings settings;
    private final Map<String, String> environment;

    private HookSetup(HookSettings settings, Map<String, String> environment) {
        this.settings = settings;
        this.environment = environment;
    }

    static HookSetup of(Environment settings) {
        return new HookSetup(HookSettings.from(settings), System.getenv());
    }

    HookSettings settings() {
        return settings;
    }

    HookInstaller installer(Path file) throws IOException {
        return HookInstaller.at(file, settings.agent().port(), SettingsChoice.userHome(environment));
    }

    /** Puts command hooks for all events that are safe into the user's settings. */
    void installUserCommands() throws IOException {
        Optional<ClaudeVersion> version = ClaudeVersion.ask(environment);
        HookEvents events = HookEvents.pick(version, List.of());
        install(SettingsChoice.ofUser(environment), HookPlan.commands(events, settings), false);
        sayOmitted(events, version);
    }

    void install(Path file, HookPlan plan, boolean replaceLegacy) throws IOException {
        HookInstaller installer = installer(file);
        Home home = new Home(settings.home());
        home.create();
        Spool.at(settings.home()).createFolders();
        Path shim = home.installShim();
        HookInstaller.Installed installed = installer.install(plan, replaceLegacy, false);
        say((installed.changed() ? "Installed " : "Already installed: ")
                + plan.handlers().size() + " hooks in " + installer.file());
        say("  shim     " + shim);
        installed.backup().ifPresent(backup -> say("  backup   " + backup));
        sayLegacy(installed, replaceLegacy ? "removed: " : "still there, so both record: ", replaceLegacy);
    }

    /** Says what {@link #install} would do, and changes nothing. */
    void rehearse(Path file, HookPlan plan, boolean replaceLegacy) throws IOException {
        HookInstaller installer = installer(file);
        HookInstaller.Installed installed = installer.install(plan, replaceLegacy, true);
        say((installed.changed() ? "Would install " : "Already installed: ")
                + plan.handlers().size() + " hooks in " + installer.file());
        sayLegacy(installed, replaceLegacy ? "would be removed: " : "would stay, so that both record: ", replaceLegacy);
    }

    void sayOmitted(HookEvents events, Optional<ClaudeVersion> version) {
        if (!events.omitted().isEmpty()) {
            say("  left out " + String.join(", ", events.omitted()));
            say("           since Claude Code "
                    + version.map(known -> "is " + known).orElse("is of unknown version")
                    + ", and before 2.1.101 one name that it does not know disabled the whole file."
                    + version.map(known -> " Update it and run this again.")
                            .orElse(" Put `claude` on the PATH, or give --claude-version, and run this again."));
        }
    }

    private static void sayLegacy(HookInstaller.Installed installed, String fate, boolean replaced) {
        if (!installed.legacy().isEmpty()) {
            say("  older    hooks of the shell publisher " + fate + String.join(", ", installed.legacy())
                    + (replaced ? "" : " (--replace-legacy removes them)"));
        }
    }

    private static void say(String line) {
        System.err.println(line);
    }
}
