package hookline.cli;

import hookline.schemas.crypto.Keysets;
import hookline.settings.Environment;
import hookline.streams.audit.AuditAct;
import java.io.IOException;
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
        footer = {
            "",
            "Examples:",
            "  hookline keys rotate --sealing",
            "  hookline keys rotate --encryption && hookline keys reencrypt"
        },
        mixinStandardHelpOptions = true)
final class KeysRotateCommand implements Callable<Integer> {
    @Option(names = "--sealing", description = "the keyset that agents seal to and processors open with")
    private boolean sealing;

    @Option(names = "--encryption", description = "the keyset that processors encrypt with and readers decrypt with")
    private boolean encryption;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, GeneralSecurityException {
        if (sealing == encryption && spec != null) {
            throw new ParameterException(spec.commandLine(), "Say what to rotate: --sealing or --encryption.");
        }
        Logging.ofCommand();
        Environment environment = CliEnvironment.load();
        SecondFactor.require(environment, "keys rotate");
        HomeKeys keys = KeysCommand.keys(environment);
        String name = sealing ? HomeKeys.SEALING : HomeKeys.ENCRYPTION;
        Path keyset = keys.file(name);
        if (!keys.has(name)) {
            throw new CommandFailedException(keyset + " does not exist: rotate where the private keysets are kept, or"
                    + " make the first ones with `hookline keys create`");
        }
        keys.change(() -> rotate(environment, keys, name));
        System.err.println("Now distribute, in this order:");
        if (sealing) {
            System.err.println("  1. " + keyset + " to every processor, and to where your copy of it is kept");
            System.err.println(
                    "  2. " + keys.file(HomeKeys.SEALING_PUBLIC) + " to every agent, once all processors have theirs");
        } else {
            System.err.println("  1. " + keyset + " to every reader, and to where your copy of it is kept");
            System.err.println("  2. the same to every processor, which then encrypts with the new key within 10 s");
            System.err.println("Then `hookline keys reencrypt` does it for what is stored.");
        }
        System.err.println("Nothing needs a restart. Keep the old keys until `hookline keys retire` lets them go.");
        return 0;
    }

    private void rotate(Environment environment, HomeKeys keys, String name)
            throws IOException, GeneralSecurityException {
        String old = keys.read(name);
        String rotated = sealing ? Keysets.withNewSealingKey(old) : Keysets.withNewEncryptionKey(old);
        List<String> ids = Keysets.keyIds(rotated);
        CommandAudit.write(environment, AuditAct.KEYS_ROTATED, (sealing ? "sealing " : "encryption ") + ids.get(0));
        keys.replace(name, rotated);
        System.out.println(
                keys.file(name) + "  " + ids.get(0) + " (primary), " + String.join(", ", ids.subList(1, ids.size())));
    }
}
