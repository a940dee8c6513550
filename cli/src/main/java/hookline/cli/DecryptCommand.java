package hookline.cli;

import hookline.schemas.OlderLine;
import hookline.schemas.UndecodableException;
import hookline.schemas.crypto.OpensslEnvelope;
import hookline.schemas.crypto.PayloadDecryption;
import hookline.settings.Environment;
import hookline.settings.ReaderSettings;
import hookline.settings.SecretSource;
import hookline.streams.Redis;
import hookline.streams.RedisLink;
import hookline.streams.StoredEvents;
import hookline.streams.audit.AuditAct;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hookline decrypt}. */
@Command(
        name = "decrypt",
        description = {
            "Decrypts published events from stdin, one line of JSON each, to stdout.",
            "What the shell publisher of before encrypted is opened with the passphrase in ENCRYPTION_KEY."
        },
        footer = {
            "",
            "Examples:",
            "  hookline tail --from 0 --no-follow | HOOKLINE_ENCRYPTION_KEYSET_FILE=keyset.json hookline decrypt",
            "  hookline decrypt --event 7e59ccf7-9d0c-4f5e-8a53-6a3f0c2b9d11"
        },
        mixinStandardHelpOptions = true)
final class DecryptCommand implements Callable<Integer> {
    @Option(names = "--event", paramLabel = "ID", description = "decrypt this event from Redis instead of stdin")
    private @Nullable String event;

    @Override
    public Integer call() throws IOException, GeneralSecurityException {
        Logging.ofCommand();
        Environment environment = CliEnvironment.load();
        if (event == null) {
            SecondFactor.requireOnTerminal(environment, "decrypt");
        } else {
            SecondFactor.require(environment, "decrypt");
        }
        Optional<SecretSource> keyset = ReaderSettings.keyset(environment);
        Optional<OpensslEnvelope> older = ReaderSettings.olderPassphrase(environment)
                .map(passphrase -> new OpensslEnvelope(passphrase.read().reveal()));
        Optional<PayloadDecryption> decryption = keyset.isEmpty() && older.isPresent()
                ? Optional.empty()
                : Optional.of(EncryptionKeyset.audited(environment, keyset));
        if (older.isPresent()) {
            CommandAudit.write(environment, AuditAct.EVENTS_DECRYPTED, "ENCRYPTION_KEY");
        }
        if (event != null) {
            return print(stored(environment, event), "event " + event, decryption, older) ? 0 : 1;
        }
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        int failed = 0;
        long number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            if (!print(line, "line " + number, decryption, older)) {
                failed = 1;
            }
        }
        return failed;
    }

    private static boolean print(
            String line, String name, Optional<PayloadDecryption> decryption, Optional<OpensslEnvelope> older) {
        try {
            System.out.println(decrypted(line, decryption, older));
            return true;
        } catch (UndecodableException e) {
            System.err.println("hookline: " + name + ": " + e.getMessage());
            return false;
        }
    }

    private static String stored(Environment environment, String id) {
        try (Redis redis = Redis.at(ReaderSettings.from(environment).redis());
                RedisLink link = redis.link()) {
            return new StoredEvents(link)
                    .find(id)
                    .orElseThrow(() -> new CommandFailedException("Redis at " + redis.address() + " has no event " + id
                            + ": it was never stored, or retention or an erasure removed it"));
        }
    }

    private static String decrypted(
            String line, Optional<PayloadDecryption> decryption, Optional<OpensslEnvelope> older)
            throws UndecodableException {
        Optional<OlderLine> envelope = older.isPresent() ? OlderLine.find(line) : Optional.empty();
        if (envelope.isPresent()) {
            return envelope.get()
                    .with(older.orElseThrow().decrypt(envelope.get().data()));
        }
        if (decryption.isEmpty()) {
            throw new UndecodableException("no envelope of the older publisher, and no keyset for another");
        }
        return decryption.get().decrypt(line);
    }
}
