package hookline.cli;

import hookline.schemas.crypto.Keysets;
import hookline.settings.Environment;
import hookline.settings.HomeSettings;
import hookline.streams.audit.AuditAct;
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

/** {@code hookline keys}. */
@Command(
        name = "keys",
        description = "Makes, lists, rotates and retires the keys that seal raw events and encrypt published ones.",
        footer = {"", "Example:", "  hookline keys create"},
        mixinStandardHelpOptions = true,
        subcommands = {
            KeysCommand.Create.class,
            KeysCommand.Show.class,
            KeysRotateCommand.class,
            KeysReencryptCommand.class,
            KeysRetireCommand.class
        })
final class KeysCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(
                    spec.commandLine(), "A command is missing: create, list, rotate, reencrypt or retire.");
        }
    }

    static Home home() throws IOException {
        Environment environment = CliEnvironment.load();
        return new Home(HomeSettings.from(environment).home());
    }

    @Command(
            name = "create",
            description = "Makes the keysets that are missing in HOOKLINE_HOME/keys and prints the settings for them.",
            footer = {"", "Example:", "  hookline keys create >> ~/.claude/redis_config.env"},
            mixinStandardHelpOptions = true)
    static final class Create implements Callable<Integer> {
        @Override
        public Integer call() throws IOException, GeneralSecurityException {
            Logging.ofCommand();
            Home home = home();
            home.create();
            CommandAudit.write(
                    CliEnvironment.load()
                            .fallingBackTo(home.auditKeySettings(), home.key("").toString()),
                    AuditAct.KEYS_CREATED,
                    "what is missing in HOOKLINE_HOME/keys");
            System.out.print(CliEnvironment.lines(home.keySettings()));
            System.err.println(
                    "Agents get the public sealing keyset only, processors the private one and the encryption"
                            + " keyset, readers the encryption keyset.");
            System.err.println("Keep a copy of the private ones elsewhere: what they closed, nothing else opens.");
            System.err.println("The audit key signs who did what; whoever has it can forge that.");
            return 0;
        }
    }

    @Command(
            name = "list",
            description = "Lists the ids of the keys in HOOKLINE_HOME/keys, the primary one first.",
            footer = {"", "Example:", "  hookline keys list"},
            mixinStandardHelpOptions = true)
    static final class Show implements Callable<Integer> {
        @Option(names = "--json", description = "print one JSON object a keyset")
        private boolean json;

        @Override
        public Integer call() throws IOException {
            Logging.ofCommand();
            Home home = home();
            boolean found = false;
            for (String name : List.of("sealing-public.json", "sealing-keyset.json", "encryption-keyset.json")) {
                Path file = home.key(name);
                if (Files.exists(file)) {
                    found = true;
                    print(file);
                }
            }
            if (!found) {
                throw new CommandFailedException(
                        "There are no keysets in " + home.key("") + ": `hookline keys create` makes them");
            }
            return 0;
        }

        private void print(Path file) throws IOException {
            List<String> ids;
            try {
                ids = Keysets.keyIds(Files.readString(file));
            } catch (GeneralSecurityException e) {
                throw new CommandFailedException(file + ": " + e.getMessage());
            }
            if (json) {
                System.out.println(JsonLine.of("keyset", file.toString(), "primary", ids.get(0), "keys", ids));
            } else {
                System.out.println(file + "  " + ids.get(0) + " (primary)"
                        + (ids.size() > 1 ? ", " + String.join(", ", ids.subList(1, ids.size())) : ""));
            }
        }
    }
}
