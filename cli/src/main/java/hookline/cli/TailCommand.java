package hookline.cli;

import hookline.schemas.UndecodableException;
import hookline.schemas.crypto.PayloadDecryption;
import hookline.settings.Environment;
import hookline.settings.ReaderSettings;
import hookline.streams.Layout;
import hookline.streams.Redis;
import hookline.streams.RedisLink;
import hookline.streams.RedisOutage;
import hookline.streams.RedisUnavailableException;
import hookline.streams.StopSignal;
import hookline.streams.reader.LogReader;
import hookline.streams.reader.ReaderOptions;
import hookline.streams.reader.Received;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hookline tail}: prints what a {@link LogReader} hands over, and on standard error what it says is missing. */
@Command(
        name = "tail",
        description = {
            "Follows published events without missing one.",
            "On a terminal each is a line for people; otherwise, and with --json, the published line of JSON."
        },
        footer = {"", "Example:", "  hookline tail --type pre_tool_use --from 2026-11-22T10:00:00Z --decrypt"},
        mixinStandardHelpOptions = true)
final class TailCommand implements Callable<Integer> {
    @Option(names = "--session", paramLabel = "ID", description = "only this session")
    private @Nullable String session;

    @Option(names = "--type", paramLabel = "TYPE", description = "only this hook type, in either spelling")
    private @Nullable String type;

    @Option(
            names = "--from",
            paramLabel = "ID|TIME",
            description = "start behind this log entry or at this time (0 is the beginning) instead of now")
    private @Nullable String from;

    @Option(names = "--decrypt", description = "decrypt payloads with HOOKLINE_ENCRYPTION_KEYSET")
    private boolean decrypt;

    @Option(names = "--json", description = "print the published line of JSON on a terminal, too")
    private boolean json;

    @Option(names = "--no-follow", description = "end when everything that is there now was printed")
    private boolean noFollow;

    private final Optional<EventLine> people = EventLine.onTerminal(System.getenv());

    @Override
    public Integer call() throws IOException, GeneralSecurityException {
        Logging.ofCommand();
        Environment environment = CliEnvironment.load();
        if (decrypt) {
            SecondFactor.require(environment, "tail");
        }
        ReaderSettings settings = ReaderSettings.from(environment);
        EventFilter filter = EventFilter.of(session, type);
        Optional<PayloadDecryption> decryption = decrypt
                ? Optional.of(EncryptionKeyset.audited(environment, settings.encryptionKeyset()))
                : Optional.empty();
        StopSignal stop = ShutdownSignal.install();
        try (Redis redis = Redis.at(settings.redis())) {
            Layout layout = layout(redis);
            ReaderOptions options = from == null ? ReaderOptions.fromNow() : ReaderOptions.behind(LogPlace.parse(from));
            try (LogReader reader = LogReader.open(redis, layout, options.only(filter::matches))) {
                follow(reader, filter, decryption, stop);
            }
        }
        return 0;
    }

    /** What is there, or what to do where nothing is. */
    static Layout layout(Redis redis) {
        try (RedisLink link = redis.link()) {
            return Layout.stored(link)
                    .orElseThrow(() -> new CommandFailedException("Redis at " + redis.address()
                            + " holds nothing of Hookline yet: start `hookline up` or `hookline processor` first"));
        }
    }

    private void follow(LogReader reader, EventFilter filter, Optional<PayloadDecryption> decryption, StopSignal stop) {
        RedisOutage outage = new RedisOutage("tail");
        Duration wait = noFollow ? Duration.ofMillis(20) : Duration.ofMillis(500);
        while (!stop.isRequested() && !System.out.checkError()) {
            try {
                Optional<Received> next = reader.poll(wait);
                outage.isOver();
                if (next.isPresent()) {
                    print(next.get(), filter, decryption);
                } else if (noFollow && reader.isAtEnd()) {
                    return;
                }
            } catch (RedisUnavailableException e) {
                outage.await(e, stop);
            }
        }
    }

    private void print(Received received, EventFilter filter, Optional<PayloadDecryption> decryption) {
        if (received instanceof Received.Event event) {
            String line = decrypted(event.line(), decryption);
            System.out.println(json || people.isEmpty() ? line : people.get().of(line));
        } else if (received instanceof Received.Missing missing && filter.matchesSession(missing.sessionId())) {
            System.err.printf(
                    "hookline: events %d to %d of session %s are missing: dead letters, erased, removed or lost%n",
                    missing.from(), missing.to(), PlainText.of(missing.sessionId()));
        } else if (received instanceof Received.Cut cut) {
            System.err.printf(
                    "hookline: what was between %s and %s in partition %d was removed before it was read%n",
                    cut.behind(), cut.before(), cut.partition());
        }
    }

    private static String decrypted(String line, Optional<PayloadDecryption> decryption) {
        if (decryption.isEmpty()) {
            return line;
        }
        try {
            return decryption.get().decrypt(line);
        } catch (UndecodableException e) {
            System.err.println("hookline: " + e.getMessage());
            return line;
        }
    }
}
