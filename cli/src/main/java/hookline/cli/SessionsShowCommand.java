package hookline.cli;

import hookline.streams.StoredSessions.StoredSession;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hookline sessions show}: one session, with its events counted by type. */
@Command(
        name = "show",
        description = "Shows one session: when it was seen, where, with which model, and its events by type.",
        footer = {"", "Example:", "  hookline sessions show 7e59ccf7-9d0c-4f5e-8a53-6a3f0c2b9d11"},
        mixinStandardHelpOptions = true)
final class SessionsShowCommand implements Callable<Integer> {
    @Parameters(paramLabel = "ID", description = "the session's id, as `hookline sessions list` prints it")
    private String id = "";

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Logging.ofCommand();
        StoredSession session = SessionsCommand.ask(stored -> stored.find(id))
                .orElseThrow(() -> new CommandFailedException("Redis knows no session " + PlainText.of(id)
                        + ": it never was, or was removed; `hookline sessions list` shows those there are"));
        if (json) {
            System.out.println(SessionsCommand.json(session));
            return 0;
        }
        print("session", session.id());
        print("status", session.text("status"));
        print("first seen", session.firstSeen().toString());
        print("last seen", session.lastSeen().toString());
        print("folder", session.text("cwd"));
        print("model", session.text("model"));
        print("last number", Long.toString(session.number("sequence")));
        print("events", String.format(Locale.ROOT, "%,d", session.events()));
        session.counts()
                .forEach((type, count) -> System.out.printf(Locale.ROOT, "%,9d %s%n", count, PlainText.of(type)));
        return 0;
    }

    private static void print(String name, String value) {
        System.out.printf("%-12s %s%n", name, value.isEmpty() ? "unknown" : PlainText.of(value));
    }
}
