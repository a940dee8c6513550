package hookline.cli;

import hookline.cli.service.LoginService;
import hookline.cli.service.ServiceDefinition;
import hookline.settings.AgentSettings;
import hookline.settings.EffectiveSetting;
import hookline.settings.EffectiveSettings;
import hookline.settings.Environment;
import hookline.settings.InvalidSettingsException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Has Hookline started at every login, and tells what a service sees of the user's settings and what it does not. */
final class ServiceSetup {
    private static final Set<String> REDIS = Set.of("REDIS_HOST", "REDIS_CLUSTER_NODES", "REDIS_SENTINEL_NODES");
    private static final String SECRET_VARIANT = "_(?:FILE|COMMAND)$";

    private final Map<String, String> environment;
    private final Optional<LoginService> service;

    ServiceSetup(Map<String, String> environment) {
        this.environment = environment;
        this.service = LoginService.ofThisHost(environment, SettingsChoice.userHome(environment));
    }

    /** Installs it, and says what was done and what is left to do. */
    void install(Path home, Optional<String> cpus) throws IOException {
        say(installed(home, cpus));
    }

    /** Says what {@link #install} would do. */
    void rehearse() {
        say(List.of(service.map(known -> "would be " + known.file() + ", which runs `hookline " + command() + "`")
                .orElse("would be none: this host has neither systemd nor launchd")));
    }

    void uninstall() throws IOException {
        say(service.isPresent() ? service.get().uninstall() : List.of());
    }

    private List<String> installed(Path home, Optional<String> cpus) throws IOException {
        String launcher = System.getProperty("hookline.launcher", "");
        String command = command();
        if (service.isEmpty() || launcher.isEmpty() || hasLineEnd(launcher + home)) {
            return List.of("none, for "
                    + (service.isEmpty()
                            ? "this host has neither systemd nor launchd"
                            : "only the `hookline` launcher can be one, in folders without a line end in their names")
                    + ": have `hookline " + command + "` started at login");
        }
        ServiceDefinition definition =
                new ServiceDefinition(Path.of(launcher), command, home, Path.of(System.getProperty("java.home")), cpus);
        List<String> lines = new ArrayList<>(service.get().install(definition));
        lines.addAll(notSeen(home, command));
        return lines;
    }

    String state() {
        return service.map(LoginService::state).orElse("this host has neither systemd nor launchd");
    }

    /** With a Redis of the user's, the agent alone; else everything, with a Redis of its own. */
    private String command() {
        return setInFile().stream().anyMatch(REDIS::contains) ? "agent" : "up";
    }

    /** A service has the settings file only: not the environment of the shell that this runs in. */
    private static Environment ofService(Map<String, String> variables) {
        return Environment.load(variables, Path.of(System.getProperty("user.home")));
    }

    private static Set<String> setInFile() {
        Set<String> names = new HashSet<>();
        for (EffectiveSetting setting : EffectiveSettings.of(ofService(Map.of()))) {
            if (!setting.origin().equals("default")) {
                names.add(setting.name());
            }
        }
        return names;
    }

    private List<String> notSeen(Path home, String command) {
        List<String> lines = new ArrayList<>();
        Set<String> seen = setInFile();
        List<String> names = environment.keySet().stream()
                .filter(name -> name.startsWith("REDIS_") || name.startsWith("HOOKLINE_"))
                .filter(name -> !name.equals("HOOKLINE_HOME") && !seen.contains(name.replaceFirst(SECRET_VARIANT, "")))
                .sorted()
                .toList();
        if (!names.isEmpty()) {
            lines.add("It does not see what only this shell sets: " + String.join(", ", names)
                    + ". Put them into ~/.claude/redis_config.env (chmod 600) and run this again.");
        }
        if (command.equals("agent")) {
            try {
                AgentSettings unused = AgentSettings.from(ofService(Map.of("HOOKLINE_HOME", home.toString())));
            } catch (InvalidSettingsException e) {
                e.problems().forEach(problem -> lines.add("It will not start: " + problem));
            }
        }
        return lines;
    }

    private static boolean hasLineEnd(String text) {
        return text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0;
    }

    private static void say(List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            System.err.println((i == 0 ? "  service  " : "           ") + lines.get(i));
        }
    }
}
