package hookline.cli;

import hookline.schemas.PublishedEvent.Encrypted;
import hookline.schemas.PublishedJson;
import hookline.schemas.PublishedLine;
import hookline.schemas.UndecodableException;
import hookline.schemas.crypto.PayloadDecryption;
import hookline.schemas.crypto.PayloadEncryption;
import hookline.settings.Environment;
import hookline.settings.ReaderSettings;
import hookline.settings.SecretSource;
import hookline.streams.Redis;
import hookline.streams.RedisLink;
import hookline.streams.StopSignal;
import hookline.streams.StoredEvents;
import hookline.streams.StoredEvents.StoredEvent;
import hookline.streams.audit.AuditAct;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hookline keys reencrypt}: each event is old or new and never neither, so it may be stopped and run again. */
@Command(
        name = "reencrypt",
        description = {
            "Encrypts every stored event again that another key than the primary one encrypted.",
            "It may be stopped at any time; another run does what is left."
        },
        footer = {"", "Example:", "  hookline keys rotate --encryption && hookline keys reencrypt"},
        mixinStandardHelpOptions = true)
final class KeysReencryptCommand implements Callable<Integer> {
    @Option(names = "--json", description = "print the counts as one JSON object")
    private boolean json;

    private long seen;
    private long done;
    private long current;
    private long clear;
    private long failed;

    @Override
    public Integer call() throws IOException, GeneralSecurityException {
        Logging.ofCommand();
        Environment environment = CliEnvironment.load();
        SecondFactor.require(environment, "keys reencrypt");
        ReaderSettings settings = ReaderSettings.from(environment);
        PayloadDecryption decryption = EncryptionKeyset.decryption(settings.encryptionKeyset());
        PayloadEncryption encryption = encryption(settings);
        CommandAudit.write(environment, AuditAct.EVENTS_REENCRYPTED, "encryption " + encryption.keyId());
        StopSignal stop = ShutdownSignal.install();
        Progress progress = Progress.onTerminal();
        try (Redis redis = Redis.at(settings.redis());
                RedisLink link = redis.link()) {
            StoredEvents events = new StoredEvents(link);
            events.forEach(stop, event -> {
                if (!stop.isRequested()) {
                    seen++;
                    reencrypt(events, event, decryption, encryption);
                    progress.show(seen + " events seen, " + done + " encrypted again");
                }
            });
        } finally {
            progress.end();
        }
        report(stop.isRequested());
        return failed > 0 || stop.isRequested() ? 1 : 0;
    }

    private void reencrypt(
            StoredEvents events, StoredEvent event, PayloadDecryption decryption, PayloadEncryption encryption) {
        try {
            PublishedLine line = PublishedLine.parse(event.line());
            if (line.encrypted().isEmpty()) {
                clear++;
                return;
            }
            Encrypted old = line.encrypted().get();
            if (old.keyId().equals(encryption.keyId())) {
                current++;
                return;
            }
            Encrypted fresh = encryption.encrypt(
                    decryption.payload(line), old.toolName(), line.id(), line.sessionId(), line.hookType());
            if (events.replace(event, line.withPayload(PublishedJson.envelope(fresh)))) {
                done++;
            }
        } catch (UndecodableException | GeneralSecurityException e) {
            failed++;
        }
    }

    private void report(boolean stopped) {
        if (json) {
            System.out.println(JsonLine.of(
                    "seen", seen, "reencrypted", done, "current", current, "clear", clear, "failed", failed));
        } else {
            System.out.println(done + " of " + seen + " events encrypted again; " + current + " had the primary key"
                    + " already, " + clear + " are in the clear, " + failed + " could not be decrypted");
        }
        if (stopped) {
            System.err.println("hookline: stopped before the end; run it again for the rest");
        } else if (failed > 0) {
            System.err.println("hookline: the keyset holds no key for " + failed + " events, or they were changed:"
                    + " give a keyset that still has their keys, or erase them with `hookline erase`");
        }
    }

    private static PayloadEncryption encryption(ReaderSettings settings) {
        SecretSource keyset = settings.encryptionKeyset().orElseThrow();
        try {
            return PayloadEncryption.with(keyset.read().reveal());
        } catch (GeneralSecurityException e) {
            throw new CommandFailedException(keyset.origin() + " is unusable: " + e.getMessage());
        }
    }
}
