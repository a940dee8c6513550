package hookline.cli;

import hookline.settings.ReaderSettings;
import hookline.streams.Redis;
import hookline.streams.RedisLink;
import hookline.streams.StoredSessions;
import hookline.streams.StoredSessions.StoredSession;
import java.io.IOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code hookline sessions}. */
@Command(
        name = "sessions",
        description = "Lists and shows the sessions that Redis knows, without their events.",
        footer = {"", "Example:", "  hookline sessions list --limit 5"},
        mixinStandardHelpOptions = true,
        subcommands = {SessionsListCommand.class, SessionsShowCommand.class})
final class SessionsCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "A command is missing: list or show.");
        }
    }

    /** Connects, asks, and closes the connection. */
    static <T> T ask(Function<StoredSessions, T> question) throws IOException {
        try (Redis redis = Redis.at(ReaderSettings.from(CliEnvironment.load()).redis());
                RedisLink link = redis.link()) {
            return question.apply(new StoredSessions(link, TailCommand.layout(redis)));
        }
    }

    static String json(StoredSession session) {
        return JsonLine.of(
                "session_id",
                session.id(),
                "status",
                session.text("status"),
                "first_seen",
                session.firstSeen().toString(),
                "last_seen",
                session.lastSeen().toString(),
                "sequence",
                session.number("sequence"),
                "events",
                session.events(),
                "cwd",
                session.text("cwd"),
                "model",
                session.text("model"),
                "counts",
                session.counts());
    }
}
