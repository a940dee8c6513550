package hookline.cli;

import hookline.agent.GivenNumbers;
import hookline.schemas.SessionId;
import hookline.settings.Environment;
import hookline.settings.HomeSettings;
import hookline.settings.ReaderSettings;
import hookline.streams.Layout;
import hookline.streams.Redis;
import hookline.streams.RedisLink;
import hookline.streams.SequenceSet.Range;
import hookline.streams.SessionLedger;
import hookline.streams.StopSignal;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hookline audit events}: exits 1 where events are lost for certain. */
@Command(
        name = "events",
        description = {
            "Compares the numbers that were given to a session's events with what became of them.",
            "Run it on the host of the session's hooks: only the agent there knows what it gave out last."
        },
        footer = {"", "Example:", "  hookline audit events --session 3c9f…"},
        mixinStandardHelpOptions = true)
final class AuditEventsCommand implements Callable<Integer> {
    private static final int SHOWN = 20;
    private static final int LISTED = 1_000;

    @Option(names = "--session", paramLabel = "ID", required = true, description = "the session")
    private String session = "";

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Logging.ofCommand();
        if (!SessionId.isValid(session)) {
            throw new CommandFailedException("No session can have this id");
        }
        Environment environment = CliEnvironment.load();
        StopSignal stop = ShutdownSignal.install();
        GivenNumbers here = GivenNumbers.of(HomeSettings.from(environment).home(), session);
        SessionLedger redis = read(environment, stop);
        if (stop.isRequested()) {
            throw new CommandFailedException("Stopped before all was read");
        }
        SessionAccount account = SessionAccount.of(here, redis);
        System.out.println(json ? json(account, redis) : text(account, redis));
        if (account.lost() > 0) {
            throw new CommandFailedException(
                    "At least " + account.lost()
                            + " events are lost: docs/explanation/delivery.md tells which ways there are, and the counter of each");
        }
        return 0;
    }

    private SessionLedger read(Environment environment, StopSignal stop) {
        try (Redis redis = Redis.at(ReaderSettings.from(environment).redis());
                RedisLink link = redis.link()) {
            Layout layout = Layout.stored(link)
                    .orElseThrow(() -> new CommandFailedException("Redis at " + redis.address()
                            + " holds nothing of Hookline yet: look whether REDIS_HOST is the right one"));
            return SessionLedger.of(link, layout, session, stop);
        }
    }

    private String json(SessionAccount account, SessionLedger redis) {
        return JsonLine.of(
                "session",
                session,
                "given_out_here",
                account.given(),
                "highest",
                account.highest(),
                "committed",
                redis.committed().size(),
                "committed_and_removed",
                redis.removed(),
                "dead_lettered",
                redis.dead().size(),
                "dead_without_session",
                redis.deadWithoutSession(),
                "waiting_in_redis",
                account.waiting(),
                "missing",
                account.missing(),
                "missing_numbers",
                account.gaps().stream().limit(LISTED).map(Range::toString).toList(),
                "waiting_in_spool",
                account.inSpool(),
                "maybe_removed",
                account.removable(),
                "lost",
                account.lost(),
                "erased",
                redis.isErased());
    }

    private static String text(SessionAccount account, SessionLedger redis) {
        return String.join(
                System.lineSeparator(),
                line("given out", given(account)),
                line(
                        "committed",
                        redis.committed().size() + ", and " + redis.removed()
                                + " events that retention or an erasure has removed since"),
                line(
                        "dead-lettered",
                        redis.dead().size() + ", and " + redis.deadWithoutSession()
                                + " dead letters that do not show whose they are"),
                line("waiting", account.waiting() + " in Redis, " + account.inSpool() + " in this host's spool"),
                line("missing", account.missing() + numbers(account.gaps())),
                line("", "of these, retention or an erasure may have removed " + account.removable()),
                line("lost", account.lost() > 0 ? "at least " + account.lost() : "none that can be told"));
    }

    private static String given(SessionAccount account) {
        return account.given() > 0
                ? account.given() + ", by the agent of this host; " + account.highest() + " is the highest number known"
                : "unknown here, since this host's agent has no record of the session. " + account.highest()
                        + " is the highest number in Redis: what was lost behind it does not show";
    }

    private static String numbers(List<Range> gaps) {
        if (gaps.isEmpty()) {
            return "";
        }
        return gaps.stream()
                .limit(SHOWN)
                .map(Range::toString)
                .collect(Collectors.joining(", ", ": ", gaps.size() > SHOWN ? ", …" : ""));
    }

    private static String line(String name, String value) {
        return String.format("%-14s%s", name, value);
    }
}
