package hookline.cli;

import hookline.processor.encrypt.Opening;
import hookline.schemas.SessionId;
import hookline.settings.Environment;
import hookline.settings.ErasureSettings;
import hookline.streams.Erased;
import hookline.streams.ErasureRun;
import hookline.streams.ErasureScope;
import hookline.streams.Layout;
import hookline.streams.Redis;
import hookline.streams.RedisLink;
import hookline.streams.SealedSession;
import hookline.streams.StopSignal;
import hookline.streams.audit.AuditAct;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hookline erase}: says afterwards what it could not reach. */
@Command(
        name = "erase",
        description = {
            "Erases a session, an event, or everything before a time, and refuses what arrives of it later.",
            "With HOOKLINE_SEALING_KEYSET it also opens dead letters that do not show their session."
        },
        footer = {"", "Example:", "  hookline erase --session 3c9f… --dry-run"},
        mixinStandardHelpOptions = true)
final class EraseCommand implements Callable<Integer> {
    @ArgGroup(multiplicity = "1")
    private What what = new What();

    @Option(names = "--dry-run", description = "only count what would go")
    private boolean dryRun;

    @Option(names = "--yes", description = "do not ask")
    private boolean yes;

    @Option(names = "--json", description = "print the counts as one JSON object")
    private boolean json;

    private static final class What {
        @Option(names = "--session", paramLabel = "ID", description = "all of this session up to now")
        private @Nullable String session;

        @Option(names = "--event", paramLabel = "ID", description = "this event")
        private @Nullable String event;

        @Option(
                names = "--before",
                paramLabel = "TIME",
                description = "everything captured before, such as 2026-11-22T10:00:00Z")
        private @Nullable String before;

        ErasureScope scope() {
            if (session != null) {
                if (!SessionId.isValid(session) || session.indexOf('\uFFFD') >= 0) {
                    throw new CommandFailedException("No session can have this id, or the terminal's encoding has"
                            + " changed it: set LC_ALL to a UTF-8 locale, such as C.UTF-8");
                }
                return new ErasureScope.Session(session);
            }
            if (event != null) {
                if (!Opening.isValidId(event)) {
                    throw new CommandFailedException(
                            "No event has this id: it is 1 to 128 letters, digits, dots, dashes, colons or underscores");
                }
                return new ErasureScope.Event(event);
            }
            return new ErasureScope.Older(time(before));
        }

        private static Instant time(@Nullable String text) {
            try {
                Instant time = Instant.parse(String.valueOf(text));
                if (!time.isAfter(Instant.now())) {
                    return time;
                }
            } catch (DateTimeException e) {
                // Said below, together with a time to come.
            }
            throw new CommandFailedException("--before " + text + " is no past time such as 2026-11-22T10:00:00Z");
        }
    }

    @Override
    public Integer call() throws IOException, GeneralSecurityException {
        Logging.ofCommand();
        ErasureScope scope = what.scope();
        Environment environment = CliEnvironment.load();
        if (!dryRun) {
            SecondFactor.require(environment, "erase");
        }
        ErasureSettings settings = ErasureSettings.from(environment);
        StopSignal stop = ShutdownSignal.install();
        try (Redis redis = Redis.at(settings.redis());
                RedisLink link = redis.link()) {
            Layout layout = Layout.stored(link)
                    .orElseThrow(() -> new CommandFailedException("Redis at " + redis.address()
                            + " holds nothing of Hookline yet: look whether REDIS_HOST is the right one"));
            if (!dryRun && !yes) {
                Confirmation.ask(
                        "This erases for good from Redis at " + redis.address(), "erase, or --dry-run to count");
            }
            SealedSession sealed = OpenedSessions.with(settings.sealingKeyset());
            Progress progress = Progress.onTerminal();
            ErasureRun run = new ErasureRun(link, layout, scope, sealed, stop, soFar -> progress.show(soFar.text()));
            Erased erased = dryRun ? run.run(true) : audited(environment, scope, run);
            progress.end();
            print(erased);
        }
        if (stop.isRequested()) {
            throw new CommandFailedException("Stopped before all was erased: run the same command again");
        }
        return 0;
    }

    private static Erased audited(Environment environment, ErasureScope scope, ErasureRun run)
            throws IOException, GeneralSecurityException {
        String subject = scope.mark() + scope.before().map(time -> " " + time).orElse("");
        try (CommandAudit audit = CommandAudit.open(environment)) {
            audit.append(AuditAct.ERASURE_STARTED, subject, 0);
            Erased erased = run.run(false);
            audit.append(AuditAct.ERASURE_ENDED, subject, erased.all());
            return erased;
        }
    }

    private void print(Erased erased) {
        System.out.println(
                json
                        ? JsonLine.of(
                                "dry_run",
                                dryRun,
                                "events",
                                erased.events(),
                                "sessions",
                                erased.sessions(),
                                "dead_letters",
                                erased.deadLetters(),
                                "raw_entries",
                                erased.rawEntries(),
                                "closed_dead_letters",
                                erased.closedDeadLetters(),
                                "closed_raw_entries",
                                erased.closedRawEntries())
                        : (dryRun ? "Would erase " : "Erased ") + erased.text());
        if (erased.closedDeadLetters() > 0) {
            System.err.println(erased.closedDeadLetters() + " dead letters do not show their session and were left:"
                    + " run this where HOOKLINE_SEALING_KEYSET is set and opens them, or let retention remove them.");
        }
        if (erased.closedRawEntries() > 0) {
            System.err.println(erased.closedRawEntries() + " raw entries do not show their session: the processors"
                    + " refuse what belongs to it, and remove them all.");
        }
        if (!dryRun) {
            System.err.println("What arrives of it from now on is refused. Out of reach are, and may still hold it:");
            System.err.println("  - backups, RDB and append-only files, and replicas' files, made before;");
            System.err.println("    in new ones, ids of erased log entries until retention passes their place");
            System.err.println("  - whoever has read it already, and the spools of hosts, which are refused later");
            System.err.println("Copies stay readable until their keys are gone: `hookline keys rotate --encryption`,"
                    + " `hookline keys reencrypt`, then `hookline keys retire`.");
            System.err.println("Statistics hold only counts, and keep them.");
        }
    }
}
