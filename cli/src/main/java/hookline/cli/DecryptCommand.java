package hookline.cli;

import hookline.schemas.OlderLine;
import hookline.schemas.UndecodableException;
import hookline.schemas.crypto.OpensslEnvelope;
import hookline.schemas.crypto.PayloadDecryption;
import hookline.settings.Environment;
import hookline.settings.ReaderSettings;
import hookline.settings.SecretSource;
import hookline.streams.audit.AuditAct;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code hookline decrypt}. */
@Command(
        name = "decrypt",
        description = {
            "Decrypts published events from stdin, one line of JSON each, to stdout.",
            "What the shell publisher of before encrypted is opened with the passphrase in ENCRYPTION_KEY."
        },
        footer = {
            "",
            "Example:",
            "  hookline tail --from 0 --no-follow | HOOKLINE_ENCRYPTION_KEYSET_FILE=keyset.json hookline decrypt"
        },
        mixinStandardHelpOptions = true)
final class DecryptCommand implements Callable<Integer> {
    @Override
    public Integer call() throws IOException, GeneralSecurityException {
        Logging.ofCommand();
        Environment environment = CliEnvironment.load();
        Optional<SecretSource> keyset = ReaderSettings.keyset(environment);
        Optional<OpensslEnvelope> older = ReaderSettings.olderPassphrase(environment)
                .map(passphrase -> new OpensslEnvelope(passphrase.read().reveal()));
        Optional<PayloadDecryption> decryption = keyset.isEmpty() && older.isPresent()
                ? Optional.empty()
                : Optional.of(EncryptionKeyset.audited(environment, keyset));
        if (older.isPresent()) {
            CommandAudit.write(environment, AuditAct.EVENTS_DECRYPTED, "ENCRYPTION_KEY");
        }
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        int failed = 0;
        long number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            try {
                System.out.println(decrypted(line, decryption, older));
            } catch (UndecodableException e) {
                System.err.println("hookline: line " + number + ": " + e.getMessage());
                failed = 1;
            }
        }
        return failed;
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
