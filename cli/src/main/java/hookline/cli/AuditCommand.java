package hookline.cli;

import hookline.settings.AuditSettings;
import hookline.settings.Environment;
import hookline.streams.Redis;
import hookline.streams.RedisLink;
import hookline.streams.audit.AuditCheck;
import hookline.streams.audit.AuditCheck.Report;
import hookline.streams.audit.AuditEntry;
import hookline.streams.audit.AuditKeys;
import hookline.streams.audit.AuditReading;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code hookline audit}. */
@Command(
        name = "audit",
        description = {
            "Shows who did what that matters for security, and checks that nobody has changed it since.",
            "With events, shows what became of each event of a session."
        },
        footer = {"", "Example:", "  hookline audit verify"},
        mixinStandardHelpOptions = true,
        subcommands = {AuditCommand.Show.class, AuditCommand.Verify.class, AuditEventsCommand.class})
final class AuditCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "A command is missing: list, verify or events.");
        }
    }

    /** Reads the file where one is named, and Redis otherwise; what Redis says of missing entries is handed back. */
    private static Optional<String> read(
            AuditSettings settings, @Nullable Path file, BiConsumer<String, Optional<AuditEntry>> entries)
            throws IOException {
        if (file != null) {
            AuditReading.ofFile(file, entries);
            return Optional.empty();
        }
        try (Redis redis = Redis.at(settings.redis()
                        .orElseThrow(() -> new CommandFailedException(
                                "No audit to read: set REDIS_HOST, or name a file with --file")));
                RedisLink link = redis.link()) {
            AuditReading.ofRedis(link, entries);
            return AuditReading.removedFromRedis(link);
        }
    }

    @Command(
            name = "list",
            description = "Prints every entry, oldest first.",
            footer = {"", "Example:", "  hookline audit list --json"},
            mixinStandardHelpOptions = true)
    static final class Show implements Callable<Integer> {
        @Option(names = "--file", paramLabel = "FILE", description = "read this file instead of Redis")
        private @Nullable Path file;

        @Option(names = "--json", description = "print one JSON object an entry")
        private boolean json;

        @Override
        public Integer call() throws IOException {
            Logging.ofCommand();
            read(
                    AuditSettings.from(CliEnvironment.load()),
                    file,
                    (place, entry) -> System.out.println(entry.map(this::text).orElse(place + " is no audit entry")));
            return 0;
        }

        private String text(AuditEntry entry) {
            return json
                    ? JsonLine.of(entry.fields().entrySet().stream()
                            .flatMap(field -> Stream.of(field.getKey(), field.getValue()))
                            .toArray())
                    : String.join(
                            "  ",
                            entry.time(),
                            entry.who(),
                            entry.redisUser(),
                            entry.act(),
                            entry.subject(),
                            entry.count());
        }
    }

    @Command(
            name = "verify",
            description = "Checks the chain with HOOKLINE_AUDIT_KEY; exits 1 and names the first entry that breaks it.",
            footer = {"", "Example:", "  hookline audit verify --file /var/log/hookline-audit.jsonl"},
            mixinStandardHelpOptions = true)
    static final class Verify implements Callable<Integer> {
        @Option(names = "--file", paramLabel = "FILE", description = "check this file instead of Redis")
        private @Nullable Path file;

        @Override
        public Integer call() throws IOException, GeneralSecurityException {
            Logging.ofCommand();
            Environment environment = CliEnvironment.load();
            AuditSettings settings = AuditSettings.from(environment);
            AuditKeys keys = AuditKeys.of(settings);
            if (keys.isEmpty()) {
                throw new CommandFailedException("No key to check with: set HOOKLINE_AUDIT_KEY_FILE to the audit key");
            }
            AuditCheck check = new AuditCheck(keys);
            Optional<String> removed = read(settings, file, check::next);
            Report report = check.report();
            Optional<String> problem = report.problem().or(() -> removed);
            if (problem.isPresent()) {
                throw new CommandFailedException("The audit is broken: " + problem.get());
            }
            System.out.println(report.entries() + " entries, " + report.signed() + " signed, numbers "
                    + report.firstNumber() + " to " + report.lastNumber() + ", last MAC " + report.lastMac());
            if (report.unsignedAtEnd() > 0) {
                throw new CommandFailedException("Nothing proves the last " + report.unsignedAtEnd()
                        + " entries, which are not signed: `hookline audit list` shows whose process lacks"
                        + " HOOKLINE_AUDIT_KEY");
            }
            return 0;
        }
    }
}
