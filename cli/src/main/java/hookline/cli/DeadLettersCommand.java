package hookline.cli;

import hookline.settings.ErasureSettings;
import hookline.streams.Keys;
import hookline.streams.Layout;
import hookline.streams.Redis;
import hookline.streams.RedisLink;
import hookline.streams.StoredLetters;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code hookline dead-letters}. */
@Command(
        name = "dead-letters",
        description = "Lists, shows, redrives and purges the events that could not be processed.",
        footer = {"", "Example:", "  hookline dead-letters list --reason OVERSIZE"},
        mixinStandardHelpOptions = true,
        subcommands = {
            DeadLettersListCommand.class,
            DeadLettersShowCommand.class,
            DeadLettersRedriveCommand.class,
            DeadLettersPurgeCommand.class
        })
final class DeadLettersCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "A command is missing: list, show, redrive or purge.");
        }
    }

    /** Something to do with the letters of every partition. */
    interface Work<T> {
        T with(List<StoredLetters> partitions) throws IOException;
    }

    /** Connects, does it, and closes the connection. */
    static <T> T onAllPartitions(ErasureSettings settings, Work<T> work) throws IOException {
        try (Redis redis = Redis.at(settings.redis());
                RedisLink link = redis.link()) {
            Layout layout = Layout.stored(link)
                    .orElseThrow(() -> new CommandFailedException("Redis at " + redis.address()
                            + " holds nothing of Hookline yet: look whether REDIS_HOST is the right one"));
            return work.with(IntStream.range(0, layout.partitions())
                    .mapToObj(partition -> new StoredLetters(link, new Keys(partition)))
                    .toList());
        }
    }
}
