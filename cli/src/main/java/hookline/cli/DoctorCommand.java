package hookline.cli;

import hookline.client.Spool;
import hookline.processor.ConfiguredRedaction;
import hookline.processor.redact.InvalidRulesException;
import hookline.processor.redact.SecretRedaction;
import hookline.settings.AgentSettings;
import hookline.settings.Environment;
import hookline.settings.HomeSettings;
import hookline.settings.InvalidSettingsException;
import hookline.settings.NetworkRules;
import hookline.settings.ProcessorSettings;
import hookline.settings.ReaderSettings;
import hookline.settings.RedactionSettings;
import hookline.settings.SecretUnavailableException;
import hookline.settings.WeakenedPrivacy;
import hookline.streams.Backlog;
import hookline.streams.GroupLostException;
import hookline.streams.Keys;
import hookline.streams.Layout;
import hookline.streams.LayoutMismatchException;
import hookline.streams.Redis;
import hookline.streams.RedisLink;
import hookline.streams.RedisUnavailableException;
import hookline.streams.ServerFacts;
import hookline.streams.access.Purpose;
import hookline.streams.access.Rights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hookline doctor}. */
@Command(
        name = "doctor",
        description = "Checks what Hookline stands on, and says what to do where something is wrong.",
        footer = {"", "Examples:", "  hookline doctor", "  hookline doctor --for retention"},
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
    private static final Duration CLOCK_DIFFERENCE = Duration.ofSeconds(5);

    @Option(names = "--json", description = "print one JSON object a check")
    private boolean json;

    @Option(
            names = "--for",
            split = ",",
            paramLabel = "PURPOSE",
            description = "what the Redis user has to be allowed: ${COMPLETION-CANDIDATES}; as its name or the settings"
                    + " say where this is not given")
    private Set<Purpose> purposes = EnumSet.noneOf(Purpose.class);

    private Checks checks = new Checks(false);

    @Override
    public Integer call() throws IOException {
        Logging.ofCommand();
        checks = new Checks(json);
        checks.good("java", Runtime.version() + " at " + System.getProperty("java.home"));
        Environment environment;
        try {
            environment = CliEnvironment.load();
            checkHome(HomeSettings.from(environment).home());
        } catch (InvalidSettingsException e) {
            e.problems().forEach(problem -> checks.bad("settings", problem));
            return 1;
        }
        checkSettings(
                "agent settings",
                () -> "sealing key from "
                        + AgentSettings.from(environment).sealingPublicKey().origin());
        checkSettings(
                "processor settings",
                () -> "sealing keyset from "
                        + ProcessorSettings.from(environment).sealingKeyset().origin());
        new KeyChecks(checks).report(environment, KeysCommand.keys(environment));
        checkPrivacy(environment);
        checkRedis(environment);
        return checks.areGood() ? 0 : 1;
    }

    private void checkSettings(String what, Supplier<String> settings) {
        try {
            checks.good(what, settings.get());
        } catch (InvalidSettingsException e) {
            e.problems().forEach(problem -> checks.bad(what, problem));
        }
    }

    private void checkPrivacy(Environment environment) {
        WeakenedPrivacy.in(environment)
                .forEach(
                        setting -> checks.warn("privacy", setting + " is set against it; unset it unless it is meant"));
        try {
            RedactionSettings settings = RedactionSettings.from(environment);
            SecretRedaction redaction = ConfiguredRedaction.of(settings);
            settings.rules().ifPresent(file -> checks.good("redaction", file + " is in order"));
            redaction.weakenings().forEach(weakening -> checks.warn("redaction", weakening));
        } catch (InvalidSettingsException e) {
            e.problems().forEach(problem -> checks.bad("redaction", problem));
        } catch (InvalidRulesException | SecretUnavailableException e) {
            String.valueOf(e.getMessage()).lines().forEach(problem -> checks.bad("redaction", problem));
        }
    }

    private void checkHome(Path home) throws IOException {
        if (!Files.isDirectory(home)) {
            checks.bad("home", home + " does not exist yet; `hookline up` makes it");
            return;
        }
        Set<PosixFilePermission> rights = Files.getPosixFilePermissions(home);
        if (rights.stream().anyMatch(right -> !right.name().startsWith("OWNER"))) {
            checks.bad(
                    "home",
                    home + " is open to others (" + PosixFilePermissions.toString(rights) + "): chmod 700 " + home);
        } else {
            checks.good("home", home.toString());
        }
        SpoolBacklog.of(Spool.at(home)).report(checks, Instant.now());
    }

    private void checkRedis(Environment environment) {
        ReaderSettings settings;
        try {
            settings = ReaderSettings.from(environment);
        } catch (InvalidSettingsException e) {
            e.problems().forEach(problem -> checks.bad("redis", problem));
            return;
        }
        checkNetwork(settings.redis().network());
        try (Redis redis = Redis.at(settings.redis());
                RedisLink link = redis.link()) {
            ServerFacts server = ServerFacts.of(link);
            if (server.isRecentEnough()) {
                checks.good("redis", server.name() + " " + server.version() + " at " + redis.address() + role(link));
                new RightsChecks(checks, purposes).report(link, settings.redis(), environment);
            } else {
                checks.bad("redis", redis.address() + " is version " + server.version() + ": 7.0 or newer is needed");
            }
            Duration difference = Duration.between(server.time(), Instant.now()).abs();
            if (difference.compareTo(CLOCK_DIFFERENCE) > 0) {
                checks.bad("clock", "differs from the server's by " + difference.toSeconds() + " s: synchronise both");
            } else {
                checks.good("clock", "agrees with the server's");
            }
            if (!server.evictionPolicy().equals("noeviction")
                    && !server.evictionPolicy().isEmpty()) {
                checks.bad(
                        "memory",
                        "maxmemory-policy is " + server.evictionPolicy()
                                + ", which loses events: CONFIG SET maxmemory-policy noeviction");
            }
            Optional<Layout> layout = Layout.stored(link);
            if (layout.isEmpty()) {
                checks.good("layout", "none yet, no process has run on this Redis");
                return;
            }
            for (int partition = 0; partition < layout.get().partitions(); partition++) {
                checkBacklog(link, new Keys(partition));
            }
        } catch (RedisUnavailableException | LayoutMismatchException e) {
            checks.bad("redis", String.valueOf(e.getMessage()));
        }
    }

    private String role(RedisLink link) {
        String role = Rights.role(link).orElse("");
        if (role.equals("slave")) {
            checks.bad("redis", link.address() + " is a replica: let REDIS_HOST lead to the primary, or promote it");
        }
        return role.equals("master") ? ", primary" : "";
    }

    /** Which rules hold; whether they let anything through shows when Redis is asked. */
    private void checkNetwork(NetworkRules rules) {
        if (!rules.allowed().isEmpty()) {
            checks.good("network", "only addresses within " + rules.allowedInWords() + " are connected to");
        }
        rules.requiredInterface()
                .ifPresent(name -> checks.good("network", "Redis is connected to only while " + name + " is up"));
    }

    private void checkBacklog(RedisLink link, Keys keys) {
        try {
            Backlog backlog = Backlog.of(link, keys);
            checks.good(
                    "backlog", keys.raw() + ": " + backlog.length() + " entries, " + backlog.pending() + " pending");
        } catch (GroupLostException e) {
            checks.bad("backlog", keys.raw() + " has no consumer group: start `hookline up` or `hookline processor`");
        } catch (RedisUnavailableException e) {
            if (!String.valueOf(e.getMessage()).contains("NOPERM")) {
                throw e;
            }
            // A producer, which need not know.
            checks.good("backlog", keys.raw() + ": this Redis user may not see it");
        }
    }
}
