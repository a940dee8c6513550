package hookline.cli;

import hookline.agent.Agent;
import hookline.client.Spool;
import hookline.settings.HomeSettings;
import hookline.streams.StopSignal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hookline send}. */
@Command(
        name = "send",
        description = "Sends one event from stdin and waits until an agent has brought it to Redis.",
        footer = {"", "Example:", "  echo '{\"message\":\"hello\"}' | hookline send --type Notification --session demo"
        },
        mixinStandardHelpOptions = true)
final class SendCommand implements Callable<Integer> {
    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final Duration POLL = Duration.ofMillis(20);

    @Option(names = "--type", paramLabel = "TYPE", description = "hook type, where the event does not name it")
    private @Nullable String type;

    @Option(names = "--session", paramLabel = "ID", description = "session id, where the event does not name it")
    private @Nullable String session;

    @Override
    public Integer call() throws IOException {
        Logging.ofCommand();
        HomeSettings settings = HomeSettings.from(CliEnvironment.load());
        // One byte more than allowed tells an over-size event, which the processor then says by name.
        byte[] event = System.in.readNBytes(settings.maxPayloadSize() + 1);
        String id = Spool.at(settings.home()).put(ByteBuffer.wrap(event), settings.maxPayloadSize(), type, session);
        if (!isShipped(settings.home(), id)) {
            throw new CommandFailedException(
                    "Event " + id + " is safe in the spool, but no agent has shipped it within " + LIMIT.toSeconds()
                            + " s. Start one with `hookline up` or `hookline agent`.");
        }
        System.out.println(id);
        return 0;
    }

    private static boolean isShipped(Path home, String id) throws IOException {
        StopSignal never = new StopSignal();
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!Agent.isShipped(home, id)) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            never.awaitAtMost(POLL);
        }
        return true;
    }
}
