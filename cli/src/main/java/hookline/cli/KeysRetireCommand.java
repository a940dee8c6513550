package hookline.cli;

import hookline.schemas.PublishedLine;
import hookline.schemas.UndecodableException;
import hookline.schemas.crypto.Keysets;
import hookline.schemas.crypto.Unsealing;
import hookline.settings.ReaderSettings;
import hookline.streams.Keys;
import hookline.streams.Layout;
import hookline.streams.Redis;
import hookline.streams.RedisLink;
import hookline.streams.SealedEntries;
import hookline.streams.StoredEvents;
import hookline.streams.audit.AuditAct;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code hookline keys retire}: a key goes only when nothing that is live needs it. */
@Command(
        name = "retire",
        description = {
            "Removes an old key from its keyset in HOOKLINE_HOME/keys, for good.",
            "Refuses while an event, a raw entry or a dead letter in Redis still needs it, and for two minutes after",
            "the keyset was changed, in which a process may go on with the keyset that it read before."
        },
        footer = {"", "Example:", "  hookline keys list && hookline keys retire 1526561546"},
        mixinStandardHelpOptions = true)
final class KeysRetireCommand implements Callable<Integer> {
    /** An agent reads its key again each minute, a processor each ten seconds; what they have in hand comes later. */
    private static final Duration SETTLING = Duration.ofMinutes(2);

    @Parameters(paramLabel = "KEY-ID", description = "the id that `hookline keys list` shows")
    private String keyId = "";

    @Override
    public Integer call() throws IOException {
        Logging.ofCommand();
        Home home = KeysCommand.home();
        home.changeKeys(() -> retire(home));
        System.err.println("Now give the keyset to every process that has a copy, and destroy the copies with the old"
                + " key: dumps and backups stay readable to whoever still has one.");
        return 0;
    }

    private void retire(Home home) throws IOException, GeneralSecurityException {
        Path encryption = home.key("encryption-keyset.json");
        Path sealing = home.key("sealing-keyset.json");
        if (holds(encryption)) {
            retire(home, encryption, this::eventsThatNeedIt, "run `hookline keys reencrypt`");
        } else if (holds(sealing)) {
            retire(
                    home,
                    sealing,
                    this::entriesThatNeedIt,
                    "wait until entries are processed and until retention has removed the dead letters");
            home.write(home.key("sealing-public.json"), Keysets.publicHalf(Files.readString(sealing)));
        } else {
            throw new CommandFailedException(
                    "There is no key " + keyId + " in " + home.key("") + ": `hookline keys list` shows the keys");
        }
    }

    private void retire(Home home, Path keyset, Uses uses, String remedy) throws IOException, GeneralSecurityException {
        String rest = Keysets.without(Files.readString(keyset), keyId);
        Instant settled = Files.getLastModifiedTime(keyset).toInstant().plus(SETTLING);
        if (Instant.now().isBefore(settled)) {
            throw new CommandFailedException("Some process may still use key " + keyId + ": " + keyset
                    + " was changed less than " + SETTLING.toMinutes() + " minutes ago. Run this again after "
                    + LocalTime.ofInstant(settled.plusSeconds(1), ZoneId.systemDefault())
                            .truncatedTo(ChronoUnit.SECONDS));
        }
        long live = uses.count();
        if (live > 0) {
            throw new CommandFailedException(
                    "Key " + keyId + " is still needed by " + live + " of what Redis holds: " + remedy);
        }
        CommandAudit.write(CliEnvironment.load(), AuditAct.KEYS_RETIRED, keyId);
        home.write(keyset, rest);
        System.out.println(keyset + "  " + keyId + " is retired");
    }

    private boolean holds(Path keyset) throws IOException, GeneralSecurityException {
        return Files.exists(keyset) && Keysets.keyIds(Files.readString(keyset)).contains(keyId);
    }

    private long eventsThatNeedIt() throws IOException {
        AtomicLong uses = new AtomicLong();
        Progress progress = Progress.onTerminal();
        try (Redis redis = Redis.at(ReaderSettings.from(CliEnvironment.load()).redis());
                RedisLink link = redis.link()) {
            new StoredEvents(link).forEach(event -> {
                if (keyOf(event.line()).equals(Optional.of(keyId))) {
                    progress.show(uses.incrementAndGet() + " events need it");
                }
            });
        } finally {
            progress.end();
        }
        return uses.get();
    }

    private long entriesThatNeedIt() throws IOException {
        AtomicLong uses = new AtomicLong();
        try (Redis redis = Redis.at(ReaderSettings.from(CliEnvironment.load()).redis());
                RedisLink link = redis.link()) {
            int partitions = Layout.stored(link).map(Layout::partitions).orElse(0);
            for (int partition = 0; partition < partitions; partition++) {
                new SealedEntries(link, new Keys(partition)).forEach(hook -> {
                    if (Unsealing.keyId(hook).equals(Optional.of(keyId))) {
                        uses.incrementAndGet();
                    }
                });
            }
        }
        return uses.get();
    }

    private static Optional<String> keyOf(String line) {
        try {
            return PublishedLine.parse(line).encrypted().map(envelope -> envelope.keyId());
        } catch (UndecodableException e) {
            return Optional.empty();
        }
    }

    private interface Uses {
        long count() throws IOException;
    }
}
