package hookline.cli;

import hookline.settings.Environment;
import hookline.settings.HomeSettings;
import hookline.streams.audit.AuditAct;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
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
            KeysListCommand.class,
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

    static HomeKeys keys(Environment environment) {
        return new HomeKeys(new Home(HomeSettings.from(environment).home()), InstantSource.system());
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
            Environment environment = CliEnvironment.load();
            SecondFactor.require(environment, "keys create");
            HomeKeys keys = keys(environment);
            CommandAudit.write(
                    environment.fallingBackTo(
                            keys.auditSettings(), keys.folder().toString()),
                    AuditAct.KEYS_CREATED,
                    "what is missing in HOOKLINE_HOME/keys");
            System.out.print(CliEnvironment.lines(keys.settings()));
            System.err.println(
                    "Agents get the public sealing keyset only, processors the private one and the encryption"
                            + " keyset, readers the encryption keyset.");
            System.err.println("Keep a copy of the private ones elsewhere: what they closed, nothing else opens.");
            System.err.println("The audit key signs who did what; whoever has it can forge that.");
            return 0;
        }
    }
}
