package hookline.cli.service;

import hookline.cli.process.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A unit of the user's systemd. */
final class SystemdUnit implements LoginService {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String UNIT = ServiceDefinition.NAME + ".service";

    private final Map<String, String> environment;
    private final Path file;

    SystemdUnit(Map<String, String> environment, Path userHome) {
        this.environment = Map.copyOf(environment);
        String configured = environment.getOrDefault("XDG_CONFIG_HOME", "");
        // Relative ones are to be ignored, says the specification.
        Path configuration = configured.startsWith("/") ? Path.of(configured) : userHome.resolve(".config");
        this.file = configuration.resolve("systemd/user").resolve(UNIT);
    }

    static boolean isUsable(Map<String, String> environment) {
        return Program.find("systemctl", environment).isPresent();
    }

    @Override
    public Path file() {
        return file;
    }

    @Override
    public List<String> install(ServiceDefinition definition) throws IOException {
        boolean existed = Files.exists(file);
        boolean changed = LoginService.write(file, unit(definition));
        boolean started = succeeds("daemon-reload")
                && succeeds("enable", "--now", UNIT)
                && (!existed || !changed || succeeds("restart", UNIT));
        if (started) {
            return List.of(file + " runs `hookline " + definition.command() + "` now and at every login");
        }
        return List.of(
                file + " is written, but systemd does not answer here. Run, where you are logged in:",
                "  systemctl --user daemon-reload",
                "  systemctl --user enable --now " + UNIT);
    }

    @Override
    public List<String> uninstall() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        boolean stopped = succeeds("disable", "--now", UNIT);
        Files.delete(file);
        // What `disable` removes, had it been able to.
        Files.deleteIfExists(file.resolveSibling("default.target.wants").resolve(UNIT));
        if (stopped && succeeds("daemon-reload")) {
            return List.of("stopped and removed " + file);
        }
        return List.of(
                "removed " + file + ", but systemd does not answer here. If it runs, stop it where you are logged in:",
                "  systemctl --user stop " + UNIT);
    }

    @Override
    public String state() {
        if (!Files.exists(file)) {
            return "not installed";
        }
        return systemctl("is-active", UNIT)
                .map(Program.Ended::firstLine)
                .filter(line -> line.matches("[a-z-]{1,20}"))
                .orElse("installed, systemd does not answer here");
    }

    /** What the unit file holds. */
    static String unit(ServiceDefinition definition) {
        return String.join(
                "\n",
                "[Unit]",
                "Description=Hookline: brings hook events to Redis",
                "",
                "[Service]",
                // A shell's argument may have any character, a program's path may not.
                "ExecStart=/bin/sh " + argument(definition.launcher()) + ' ' + definition.command(),
                "Environment=" + quoted("HOOKLINE_HOME=" + definition.home()),
                "Environment=" + quoted("JAVA_HOME=" + definition.javaHome()),
                "Restart=on-failure",
                "RestartSec=10",
                "Nice=10",
                definition.cpus().map(cpus -> "CPUAffinity=" + cpus + "\n").orElse("") + "NoNewPrivileges=yes",
                "UMask=0077",
                "",
                "[Install]",
                "WantedBy=default.target",
                "");
    }

    private static String argument(Path path) {
        return quoted(path.toString().replace("$", "$$"));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("%", "%%") + '"';
    }

    private boolean succeeds(String... arguments) {
        return systemctl(arguments).filter(Program.Ended::well).isPresent();
    }

    private Optional<Program.Ended> systemctl(String... arguments) {
        List<String> all = new ArrayList<>(List.of("--user"));
        all.addAll(List.of(arguments));
        return Program.find("systemctl", environment).flatMap(program -> program.run(LIMIT, all));
    }
}
