package hookline.cli;

import hookline.client.Spool;
import hookline.settings.AgentSettings;
import hookline.settings.Environment;
import hookline.settings.HomeSettings;
import hookline.settings.InvalidSettingsException;
import hookline.settings.ProcessorSettings;
import hookline.settings.ReaderSettings;
import hookline.streams.Backlog;
import hookline.streams.GroupLostException;
import hookline.streams.Keys;
import hookline.streams.Layout;
import hookline.streams.LayoutMismatchException;
import hookline.streams.Redis;
import hookline.streams.RedisLink;
import hookline.streams.RedisUnavailableException;
import hookline.streams.ServerFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hookline doctor}. */
@Command(
        name = "doctor",
        description = "Checks what Hookline stands on, and says what to do where something is wrong.",
        footer = {"", "Example:", "  hookline doctor"},
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
    private static final Duration STALE = Duration.ofMinutes(5);
    private static final Duration CLOCK_DIFFERENCE = Duration.ofSeconds(5);

    @Option(names = "--json", description = "print one JSON object a check")
    private boolean json;

    private boolean healthy = true;

    @Override
    public Integer call() throws IOException {
        Logging.ofCommand();
        good("java", Runtime.version() + " at " + System.getProperty("java.home"));
        Environment environment;
        try {
            environment = CliEnvironment.load();
            checkHome(HomeSettings.from(environment).home());
        } catch (InvalidSettingsException e) {
            e.problems().forEach(problem -> bad("settings", problem));
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
        checkRedis(environment);
        return healthy ? 0 : 1;
    }

    private void checkSettings(String what, Supplier<String> settings) {
        try {
            good(what, settings.get());
        } catch (InvalidSettingsException e) {
            e.problems().forEach(problem -> bad(what, problem));
        }
    }

    private void checkHome(Path home) throws IOException {
        if (!Files.isDirectory(home)) {
            bad("home", home + " does not exist yet; `hookline up` makes it");
            return;
        }
        Set<PosixFilePermission> rights = Files.getPosixFilePermissions(home);
        if (rights.stream().anyMatch(right -> !right.name().startsWith("OWNER"))) {
            bad("home", home + " is open to others (" + PosixFilePermissions.toString(rights) + "): chmod 700 " + home);
        } else {
            good("home", home.toString());
        }
        checkSpool(Spool.at(home));
    }

    private void checkSpool(Spool spool) throws IOException {
        if (!Files.isDirectory(spool.fresh())) {
            good("spool", "empty, no hook has fired yet");
            return;
        }
        long waiting = 0;
        Instant oldest = Instant.MAX;
        for (Path folder : new Path[] {spool.fresh(), spool.numbered()}) {
            if (!Files.isDirectory(folder)) {
                continue;
            }
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : (Iterable<Path>) files::iterator) {
                    waiting++;
                    Instant captured = Files.getLastModifiedTime(file).toInstant();
                    oldest = captured.isBefore(oldest) ? captured : oldest;
                }
            }
        }
        if (oldest.isBefore(Instant.now().minus(STALE))) {
            bad(
                    "spool",
                    waiting + " events wait, the oldest since " + oldest
                            + ": start `hookline up` or `hookline agent`, or see its log");
        } else {
            good("spool", waiting + " events wait");
        }
    }

    private void checkRedis(Environment environment) {
        ReaderSettings settings;
        try {
            settings = ReaderSettings.from(environment);
        } catch (InvalidSettingsException e) {
            e.problems().forEach(problem -> bad("redis", problem));
            return;
        }
        try (Redis redis = Redis.at(settings.redis());
                RedisLink link = redis.link()) {
            ServerFacts server = ServerFacts.of(link);
            if (server.isRecentEnough()) {
                good("redis", server.name() + " " + server.version() + " at " + redis.address());
            } else {
                bad("redis", redis.address() + " is version " + server.version() + ": 7.0 or newer is needed");
            }
            Duration difference = Duration.between(server.time(), Instant.now()).abs();
            if (difference.compareTo(CLOCK_DIFFERENCE) > 0) {
                bad("clock", "differs from the server's by " + difference.toSeconds() + " s: synchronise both");
            } else {
                good("clock", "agrees with the server's");
            }
            if (!server.evictionPolicy().equals("noeviction")
                    && !server.evictionPolicy().isEmpty()) {
                bad(
                        "memory",
                        "maxmemory-policy is " + server.evictionPolicy()
                                + ", which loses events: CONFIG SET maxmemory-policy noeviction");
            }
            Optional<Layout> layout = Layout.stored(link);
            if (layout.isEmpty()) {
                good("layout", "none yet, no process has run on this Redis");
                return;
            }
            for (int partition = 0; partition < layout.get().partitions(); partition++) {
                checkBacklog(link, new Keys(partition));
            }
        } catch (RedisUnavailableException | LayoutMismatchException e) {
            bad("redis", String.valueOf(e.getMessage()));
        }
    }

    private void checkBacklog(RedisLink link, Keys keys) {
        try {
            Backlog backlog = Backlog.of(link, keys);
            good("backlog", keys.raw() + ": " + backlog.length() + " entries, " + backlog.pending() + " pending");
        } catch (GroupLostException e) {
            bad("backlog", keys.raw() + " has no consumer group: start `hookline up` or `hookline processor`");
        }
    }

    private void good(String what, String words) {
        print(what, true, words);
    }

    private void bad(String what, String words) {
        healthy = false;
        print(what, false, words);
    }

    private void print(String what, boolean ok, String words) {
        System.out.println(
                json
                        ? JsonLine.of("check", what, "ok", ok, "message", words)
                        : (ok ? "ok       " : "PROBLEM  ") + what + ": " + words);
    }
}
