package hookline.cli;

import hookline.streams.StoredSessions.StoredSession;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hookline sessions list}: the newest sessions, the newest first. */
@Command(
        name = "list",
        description = "Lists the sessions that were seen last, the newest first.",
        footer = {"", "Example:", "  hookline sessions list --json | jq -r 'select(.status == \"active\").session_id'"},
        mixinStandardHelpOptions = true)
final class SessionsListCommand implements Callable<Integer> {
    private static final int MOST = 10_000;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "print at most so many (default: ${DEFAULT-VALUE})")
    private int limit;

    @Option(names = "--json", description = "print one JSON object a session")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Logging.ofCommand();
        if (limit < 1 || limit > MOST) {
            throw new CommandFailedException("--limit " + limit + " is not between 1 and " + MOST);
        }
        List<StoredSession> sessions = SessionsCommand.ask(stored -> stored.newest(limit));
        if (sessions.isEmpty()) {
            System.err.println("hookline: no sessions yet");
        }
        sessions.forEach(session -> System.out.println(json ? SessionsCommand.json(session) : text(session)));
        return 0;
    }

    private static String text(StoredSession session) {
        return PlainText.of(String.format(
                Locale.ROOT,
                "%s  %-6s  %,7d events  %s  %s",
                session.lastSeen(),
                session.text("status"),
                session.events(),
                session.id(),
                session.text("cwd")));
    }
}
