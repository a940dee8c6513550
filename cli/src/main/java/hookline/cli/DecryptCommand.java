package hookline.cli;

import hookline.schemas.UndecodableException;
import hookline.schemas.crypto.PayloadDecryption;
import hookline.settings.Environment;
import hookline.settings.ReaderSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code hookline decrypt}. */
@Command(
        name = "decrypt",
        description = "Decrypts published events from stdin, one line of JSON each, to stdout.",
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
        PayloadDecryption decryption = EncryptionKeyset.audited(environment, ReaderSettings.keyset(environment));
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        int failed = 0;
        long number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            try {
                System.out.println(decryption.decrypt(line));
            } catch (UndecodableException e) {
                System.err.println("hookline: line " + number + ": " + e.getMessage());
                failed = 1;
            }
        }
        return failed;
    }
}
