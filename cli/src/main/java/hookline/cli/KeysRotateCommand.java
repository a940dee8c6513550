package hookline.cli;

import hookline.schemas.crypto.Keysets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code hookline keys rotate}: whatever happens in between, there is a private key for every public one. */
@Command(
        name = "rotate",
        description = {
            "Adds a new key to a keyset in HOOKLINE_HOME/keys and makes it the one in use; old keys stay.",
            "Processes read their keysets again by themselves."
        },
        footer = {"", "Example:", "  hookline keys rotate --sealing"},
        mixinStandardHelpOptions = true)
final class KeysRotateCommand implements Callable<Integer> {
    @Option(names = "--sealing", description = "the keyset that agents seal to and processors open with")
    private boolean sealing;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (!sealing && spec != null) {
            throw new ParameterException(spec.commandLine(), "Say what to rotate: --sealing.");
        }
        Logging.ofCommand();
        Home home = KeysCommand.home();
        Path privateKeys = home.key("sealing-keyset.json");
        Path publicKey = home.key("sealing-public.json");
        if (!Files.exists(privateKeys)) {
            throw new CommandFailedException(privateKeys
                    + " does not exist: rotate where the private sealing keyset is kept, or make the first one with"
                    + " `hookline keys create`");
        }
        try {
            String rotated = Keysets.withNewSealingKey(Files.readString(privateKeys));
            // An agent must never get a public key whose private one is not on disk yet.
            home.write(privateKeys, rotated);
            home.write(publicKey, Keysets.publicHalf(rotated));
            List<String> ids = Keysets.keyIds(rotated);
            System.out.println(
                    privateKeys + "  " + ids.get(0) + " (primary), " + String.join(", ", ids.subList(1, ids.size())));
        } catch (GeneralSecurityException e) {
            throw new CommandFailedException(privateKeys + ": " + e.getMessage());
        }
        System.err.println("Now distribute, in this order:");
        System.err.println("  1. " + privateKeys + " to every processor, and to where your copy of it is kept");
        System.err.println("  2. " + publicKey + " to every agent, once all processors have theirs");
        System.err.println("Nothing needs a restart. Keep the old keys: what was sealed to them, nothing else opens.");
        return 0;
    }
}
