package hookline.cli.service;

import hookline.cli.process.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A launch agent of macOS. */
final class LaunchAgent implements LoginService {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Map<String, String> environment;
    private final Path userHome;
    private final Path file;

    LaunchAgent(Map<String, String> environment, Path userHome) {
        this.environment = Map.copyOf(environment);
        this.userHome = userHome;
        this.file = userHome.resolve("Library/LaunchAgents").resolve(ServiceDefinition.NAME + ".plist");
    }

    @Override
    public Path file() {
        return file;
    }

    @Override
    public List<String> install(ServiceDefinition definition) throws IOException {
        LoginService.write(file, plist(definition));
        // What runs is of the older definition, if any.
        boolean unused = succeeds("bootout", service());
        if (succeeds("bootstrap", domain(), file.toString())) {
            return List.of(file + " runs `hookline " + definition.command() + "` now and at every login");
        }
        return List.of(
                file + " is written, but launchd does not answer here. Run, where you are logged in:",
                "  launchctl bootstrap " + domain() + " '" + file + "'");
    }

    @Override
    public List<String> uninstall() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        boolean stopped = succeeds("bootout", service());
        Files.delete(file);
        return List.of("removed " + file
                + (stopped ? " and stopped what it ran" : "; if it still runs: launchctl bootout " + service()));
    }

    @Override
    public String state() {
        if (!Files.exists(file)) {
            return "not installed";
        }
        return succeeds("print", service()) ? "loaded" : "installed, not loaded";
    }

    /** What the property list holds. */
    static String plist(ServiceDefinition definition) {
        String log = string(definition.home().resolve("service.log").toString());
        return String.join(
                "\n",
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
                "<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\""
                        + " \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">",
                "<plist version=\"1.0\">",
                "<dict>",
                "  <key>Label</key>" + string(ServiceDefinition.NAME),
                "  <key>ProgramArguments</key><array>" + string("/bin/sh")
                        + string(definition.launcher().toString()) + string(definition.command()) + "</array>",
                "  <key>EnvironmentVariables</key><dict>",
                "    <key>HOOKLINE_HOME</key>" + string(definition.home().toString()),
                "    <key>JAVA_HOME</key>" + string(definition.javaHome().toString()),
                "  </dict>",
                "  <key>RunAtLoad</key><true/>",
                "  <key>KeepAlive</key><dict><key>SuccessfulExit</key><false/></dict>",
                "  <key>ThrottleInterval</key><integer>10</integer>",
                "  <key>ProcessType</key>" + string("Background"),
                "  <key>Nice</key><integer>10</integer>",
                "  <key>Umask</key><integer>63</integer>",
                "  <key>StandardOutPath</key>" + log,
                "  <key>StandardErrorPath</key>" + log,
                "</dict>",
                "</plist>",
                "");
    }

    private static String string(String text) {
        return "<string>" + text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") + "</string>";
    }

    private String domain() {
        try {
            return "gui/" + Files.getAttribute(userHome, "unix:uid");
        } catch (IOException e) {
            return "gui/$UID";
        }
    }

    private String service() {
        return domain() + '/' + ServiceDefinition.NAME;
    }

    private boolean succeeds(String... arguments) {
        Optional<Program.Ended> ended =
                Program.find("launchctl", environment).flatMap(program -> program.run(LIMIT, List.of(arguments)));
        return ended.filter(Program.Ended::well).isPresent();
    }
}
