package hookline.cli;

import hookline.settings.ReaderSettings;
import hookline.streams.Layout;
import hookline.streams.Redis;
import hookline.streams.RedisLink;
import hookline.streams.StopSignal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hookline import}: what is there already stays, so that it may be stopped and run again. */
@Command(
        name = "import",
        description = {
            "Restores a copy that `hookline export` made, in either format, into an empty or a running system: same ids,"
                    + " and what is there already stays as it is.",
            "What was erased stays erased. The whole file is looked at before anything is written. A JSON line may have"
                    + " 128 MiB."
        },
        footer = {"", "Example:", "  hookline import backup.avro && hookline export --check backup.avro"},
        mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "the copy")
    private @Nullable Path file;

    @Option(names = "--publish", description = "publish what is restored on hooksdata, too")
    private boolean publish;

    @Option(
            names = "--check",
            description = "write nothing; compare the copy with what Redis holds, and exit with 1 where they differ")
    private boolean check;

    @Option(names = "--json", description = "print the counts as one JSON object")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Logging.ofCommand();
        if (file == null) {
            throw new CommandFailedException("FILE is missing");
        }
        ReaderSettings settings = ReaderSettings.from(CliEnvironment.load());
        CopiedFile copy = CopiedFile.of(file);
        int copied = copy.partitions();
        StopSignal stop = ShutdownSignal.install();
        try (Redis redis = Redis.at(settings.redis());
                RedisLink link = redis.link()) {
            if (check) {
                return copy.compare(link, TailCommand.layout(redis), stop, json) ? 0 : 1;
            }
            int wanted = Layout.stored(link).isPresent() || settings.partitions() > 0 ? settings.partitions() : copied;
            Layout layout = Layout.agree(link, wanted, redis.isCluster());
            return copy.restore(link, layout, publish, stop, json) ? 0 : 1;
        }
    }
}
