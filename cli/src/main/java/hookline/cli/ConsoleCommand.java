package hookline.cli;

import hookline.console.ConsoleMain;
import hookline.settings.ConsoleSettings;
import hookline.settings.Environment;
import hookline.settings.LogSettings;
import hookline.streams.StopSignal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hookline console}. */
@Command(
        name = "console",
        description = {
            "Shows sessions and the pipeline on a web page, live, and changes nothing.",
            "It needs the rights of the Redis user 'monitor'. `hookline up` shows the same page."
        },
        footer = {"", "Example:", "  REDIS_HOST=redis.example hookline console    # then open http://127.0.0.1:7721"},
        mixinStandardHelpOptions = true)
final class ConsoleCommand implements Callable<Integer> {
    @Option(
            names = "--decrypt",
            description = "show payloads in the clear, with HOOKLINE_ENCRYPTION_KEYSET, to who has a token")
    private boolean decrypt;

    @Override
    public Integer call() throws Exception {
        Environment environment = CliEnvironment.load();
        Logging.ofService(LogSettings.from(environment));
        ConsoleSettings settings = ConsoleSettings.from(environment);
        ConsoleAccess access = ConsoleAccess.of(environment, settings, decrypt);
        StopSignal stop = ShutdownSignal.install();
        ConsoleMain.run(
                settings,
                access.decryption(),
                access.tokens(),
                address -> System.err.println("The console is at " + address + access.words() + "; Ctrl-C stops it."),
                stop);
        return 0;
    }
}
