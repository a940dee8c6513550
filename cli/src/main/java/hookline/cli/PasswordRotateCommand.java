package hookline.cli;

import hookline.settings.DurationText;
import hookline.settings.Environment;
import hookline.settings.RedisSettings;
import hookline.settings.Secret;
import hookline.settings.SecretSource;
import hookline.streams.StopSignal;
import hookline.streams.access.AccessServers;
import hookline.streams.access.PasswordRotation;
import hookline.streams.access.PasswordRotation.Outcome;
import hookline.streams.audit.AuditAct;
import hookline.streams.audit.AuditUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code hookline password rotate}: the old password goes only when every client has come back with the new one. */
@Command(
        name = "rotate",
        description = {
            "Gives a Redis user a new password while its clients run, and takes the old ones away once all came back.",
            "Needs a Redis user that may manage others, such as access in deploy/redis/users.acl."
        },
        footer = {
            "",
            "Examples:",
            "  hookline password rotate --user processor --write /etc/hookline/processor-password",
            "  hookline password rotate --user producer --password-command 'vault kv get -field=password kv/producer'"
        },
        mixinStandardHelpOptions = true)
final class PasswordRotateCommand implements Callable<Integer> {
    /** 256 bits: nobody finds it from the hash that Redis keeps. */
    private static final int RANDOM_BYTES = 32;

    @Option(names = "--user", required = true, paramLabel = "NAME", description = "whose password to change")
    private String user = "";

    @ArgGroup
    private Given given = new Given();

    @Option(
            names = "--write",
            paramLabel = "FILE",
            description = "write the new password to the file that the user's clients read, whole and with mode 0600")
    private @Nullable Path write;

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            defaultValue = "60s",
            converter = Wait.class,
            description = "how long the clients may take to come back (default: ${DEFAULT-VALUE})")
    private Duration wait = Duration.ZERO;

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    /** Where the new password is; it is made at random where nothing says so. */
    private static final class Given {
        @Option(names = "--password-file", paramLabel = "FILE", description = "take the new password from this file")
        private @Nullable Path file;

        @Option(
                names = "--password-command",
                paramLabel = "COMMAND",
                description = "take the new password from the first line that this command prints; run without a shell")
        private @Nullable String command;

        Optional<SecretSource> source() {
            if (file != null) {
                return Optional.of(SecretSource.file("--password-file", file));
            }
            return Optional.ofNullable(command).map(line -> SecretSource.command("--password-command", line)
                    .orElseThrow(() -> new CommandFailedException(
                            "--password-command is no command: it needs a program, and every quote closed")));
        }
    }

    @Override
    public Integer call() throws IOException, GeneralSecurityException {
        Optional<SecretSource> source = given.source();
        if (source.isEmpty() && write == null && spec != null) {
            throw new ParameterException(
                    spec.commandLine(), "Say where the new password goes, --write, or where it is, --password-file.");
        }
        Logging.ofCommand();
        if (write != null) {
            checkFolder(write);
        }
        Environment environment = CliEnvironment.load();
        RedisSettings redis = RedisSettings.from(environment);
        StopSignal stop = ShutdownSignal.install();
        Secret password = source.map(SecretSource::read).orElseGet(PasswordRotateCommand::random);
        try (AccessServers servers = AccessServers.of(redis)) {
            PasswordRotation rotation = PasswordRotation.prepare(servers, user, password);
            if (rotation.isDone()) {
                System.err.println("hookline: nothing to do: this is the only password of " + user + " already");
                return 0;
            }
            agree(environment);
            rotation.add();
            handOut(rotation, password);
            Progress progress = Progress.onTerminal();
            Outcome outcome = rotation.replaceOld(wait, stop, progress::show);
            progress.end();
            end(environment, outcome);
            return report(rotation, outcome);
        }
    }

    /** Whoever may write to the folder could have put another file there, and would be given the password with it. */
    private static void checkFolder(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new CommandFailedException("--write " + file + " is in no folder that exists: make it, and let the"
                    + " user's clients read in it");
        }
        Set<PosixFilePermission> rights = Files.getPosixFilePermissions(folder);
        if (rights.contains(PosixFilePermission.GROUP_WRITE) || rights.contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new CommandFailedException("Others may write to " + folder
                    + ", so the password would not be safe there: chmod go-w " + folder);
        }
    }

    /** All that has to agree before anything changes is asked here, in one place. */
    private void agree(Environment environment) throws IOException, GeneralSecurityException {
        SecondFactor.require(environment, "password rotate");
        CommandAudit.write(environment, AuditAct.PASSWORD_ROTATION_STARTED, user);
    }

    private void handOut(PasswordRotation rotation, Secret password) throws IOException {
        if (write == null) {
            return;
        }
        try {
            new Home(write).write(write, password.reveal() + "\n");
        } catch (IOException e) {
            rotation.undo(e);
            throw e;
        }
    }

    private void end(Environment environment, Outcome outcome) throws IOException, GeneralSecurityException {
        try (CommandAudit audit = CommandAudit.openAgain(environment)) {
            audit.append(
                    AuditAct.PASSWORD_ROTATION_ENDED,
                    user + (outcome.problem().isPresent() ? " kept the old one" : ""),
                    outcome.closed());
        } catch (AuditUnavailableException e) {
            // Its start is there, and what was done is done.
            System.err.println("hookline: the audit does not know how this ended: " + e.getMessage());
        }
    }

    private int report(PasswordRotation rotation, Outcome outcome) {
        if (json) {
            System.out.println(JsonLine.of(
                    "user", user,
                    "rotated", outcome.problem().isEmpty(),
                    "servers", rotation.servers(),
                    "closed", outcome.closed(),
                    "unsaved", outcome.unsaved()));
        }
        if (outcome.problem().isPresent()) {
            throw new CommandFailedException(outcome.problem().get() + ". Old and new password of " + user
                    + " are both valid: bring the new one to all its clients, then run this again with it"
                    + (write == null ? "" : ", --password-file " + write));
        }
        if (!json) {
            System.out.println("Rotated the password of " + user + " (servers: " + rotation.servers()
                    + ", connections closed: " + outcome.closed() + "): "
                    + (outcome.closed() == 0 ? "no client was connected" : "all clients came back"));
        }
        if (outcome.closed() == 0) {
            System.err.println("hookline: since no client of " + user + " was connected, none has shown that it has"
                    + " the new password");
        }
        outcome.unsaved()
                .forEach(server -> System.err.println("hookline: Redis at " + server
                        + " has the change in memory alone:"
                        + " put the hash that `ACL GETUSER " + user + "` shows into its configuration, or the old"
                        + " password is back after a restart"));
        return 0;
    }

    private static Secret random() {
        byte[] bytes = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Secret.of(HexFormat.of().formatHex(bytes));
    }

    private static final class Wait implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            return DurationText.parse(text)
                    .filter(wait -> !wait.isZero() && wait.compareTo(Duration.ofHours(1)) <= 0)
                    .orElseThrow(() -> new TypeConversionException(
                            "'" + text + "' is no duration up to an hour, such as 30s or 5m"));
        }
    }
}
