package hookline.cli;

import hookline.schemas.UndecodableException;
import hookline.schemas.crypto.PayloadDecryption;
import hookline.settings.Environment;
import hookline.settings.ReaderSettings;
import hookline.streams.EventLog;
import hookline.streams.EventLog.LogEntry;
import hookline.streams.Keys;
import hookline.streams.Layout;
import hookline.streams.Redis;
import hookline.streams.RedisLink;
import hookline.streams.RedisOutage;
import hookline.streams.RedisUnavailableException;
import hookline.streams.StopSignal;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hookline tail}: reads the log of committed events, so it misses none that retention has left. */
@Command(
        name = "tail",
        description = "Follows published events, one line of JSON each, without missing one.",
        footer = {"", "Example:", "  hookline tail --type pre_tool_use --from 2026-11-22T10:00:00Z --decrypt"},
        mixinStandardHelpOptions = true)
final class TailCommand implements Callable<Integer> {
    private static final int STEP = 100;
    private static final Duration WAIT = Duration.ofMillis(500);

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

    @Option(names = "--no-follow", description = "end when everything that is there now was printed")
    private boolean noFollow;

    @Override
    public Integer call() throws IOException, GeneralSecurityException {
        Logging.ofCommand();
        Environment environment = CliEnvironment.load();
        ReaderSettings settings = ReaderSettings.from(environment);
        EventFilter filter = EventFilter.of(session, type);
        Optional<PayloadDecryption> decryption = decrypt
                ? Optional.of(EncryptionKeyset.audited(environment, settings.encryptionKeyset()))
                : Optional.empty();
        StopSignal stop = ShutdownSignal.install();
        try (Redis redis = Redis.at(settings.redis());
                RedisLink link = redis.link()) {
            Layout layout = Layout.stored(link)
                    .orElseThrow(() -> new CommandFailedException("Redis at " + redis.address()
                            + " holds nothing of Hookline yet: start `hookline up` or `hookline processor` first"));
            List<Follower> followers = new ArrayList<>();
            for (int partition = 0; partition < layout.partitions(); partition++) {
                EventLog log = new EventLog(link, new Keys(partition));
                followers.add(new Follower(log, from == null ? log.end() : LogPlace.parse(from)));
            }
            follow(followers, filter, decryption, stop);
        }
        return 0;
    }

    private void follow(
            List<Follower> followers, EventFilter filter, Optional<PayloadDecryption> decryption, StopSignal stop) {
        RedisOutage outage = new RedisOutage("tail", InstantSource.system());
        // Many partitions share one connection, so none may hold it for long.
        Duration wait = noFollow ? Duration.ofMillis(1) : WAIT.dividedBy(followers.size());
        while (!stop.isRequested() && !System.out.checkError()) {
            try {
                boolean quiet = true;
                for (Follower follower : followers) {
                    quiet &= !follower.printNext(filter, decryption, wait);
                }
                outage.isOver();
                if (quiet && noFollow) {
                    return;
                }
            } catch (RedisUnavailableException e) {
                outage.await(e, stop);
            }
        }
    }

    /** One partition's log and how far it was read. */
    private static final class Follower {
        private final EventLog log;
        private String place;

        Follower(EventLog log, String place) {
            this.log = log;
            this.place = place;
        }

        boolean printNext(EventFilter filter, Optional<PayloadDecryption> decryption, Duration wait) {
            List<LogEntry> entries = log.after(place, STEP, wait);
            List<LogEntry> wanted = entries.stream().filter(filter::matches).toList();
            for (Optional<String> line : log.lines(wanted)) {
                line.ifPresent(text -> System.out.println(decrypted(text, decryption)));
            }
            if (!entries.isEmpty()) {
                place = entries.get(entries.size() - 1).entryId();
            }
            return !entries.isEmpty();
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
}
