package hookline.cli;

import hookline.schemas.UndecodableException;
import hookline.schemas.copy.CopyWriter;
import hookline.settings.ReaderSettings;
import hookline.streams.CopyScope;
import hookline.streams.CopySource;
import hookline.streams.Layout;
import hookline.streams.Redis;
import hookline.streams.RedisLink;
import hookline.streams.StopSignal;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hookline export}: a file of that name is a whole copy, since it gets its name last. */
@Command(
        name = "export",
        description = {
            "Copies what was published to a file or to stdout, as encrypted as it is, with what is needed to restore it:"
                    + " events, dead letters, sessions, counts and the marks of erasures.",
            "What waits in the raw stream is not copied, nor are keys: keep those elsewhere.",
            "Times mean when an event was committed."
        },
        footer = {
            "",
            "Examples:",
            "  hookline export --format avro --output backup.avro && hookline export --check backup.avro",
            "  hookline export --from 2026-11-22T00:00:00Z --format jsonl > since.jsonl"
        },
        mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
    /** The formats of a copy. */
    enum Format {
        JSONL,
        AVRO
    }

    @Option(names = "--from", paramLabel = "TIME", description = "only events from this time on")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "only events before this time")
    private @Nullable String to;

    @Option(names = "--session", paramLabel = "ID", description = "only this session")
    private @Nullable String session;

    @Option(
            names = "--format",
            paramLabel = "jsonl|avro",
            defaultValue = "JSONL",
            description = "lines of JSON, or an Avro container file, which is smaller (default: jsonl)")
    private Format format = Format.JSONL;

    @Option(names = "--output", paramLabel = "FILE", description = "write to this file instead of stdout")
    private @Nullable Path output;

    @Option(
            names = "--check",
            paramLabel = "FILE",
            description = "write nothing; compare this copy with what Redis holds, and exit with 1 where they differ")
    private @Nullable Path check;

    @Option(names = "--json", description = "print what --check found as one JSON object")
    private boolean json;

    private long records;

    @Override
    public Integer call() throws IOException, UndecodableException {
        Logging.ofCommand();
        CopyScope scope = new CopyScope(time("--from", from), time("--to", to), Optional.ofNullable(session));
        StopSignal stop = ShutdownSignal.install();
        try (Redis redis = Redis.at(ReaderSettings.from(CliEnvironment.load()).redis());
                RedisLink link = redis.link()) {
            Layout layout = TailCommand.layout(redis);
            if (check != null) {
                return CopiedFile.of(check).compare(link, layout, stop, json) ? 0 : 1;
            }
            CopySource source = new CopySource(link, layout, scope, stop);
            if (output == null) {
                // Whoever reads the other end may close it at any time, and stdout stays open.
                write(source, new BufferedOutputStream(System.out, 1 << 16));
            } else {
                toFile(source, output.toAbsolutePath(), stop);
            }
        }
        if (stop.isRequested()) {
            throw new CommandFailedException("Stopped before the end: export again");
        }
        System.err.printf(Locale.ROOT, "hookline: %,d records copied%n", Math.max(0, records - 2));
        return 0;
    }

    private void toFile(CopySource source, Path file, StopSignal stop) throws IOException {
        Path folder = Optional.ofNullable(file.getParent()).orElse(file);
        Path part = Files.createTempFile(
                folder,
                "." + file.getFileName() + "-",
                ".part",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part), 1 << 16)) {
                write(source, out);
            }
            if (!stop.isRequested()) {
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private void write(CopySource source, OutputStream out) throws IOException {
        Progress progress = Progress.onTerminal();
        try (CopyWriter writer = format == Format.AVRO ? CopyWriter.avro(out) : CopyWriter.jsonl(out)) {
            source.run(copied -> {
                writer.write(copied);
                records++;
                progress.show(records + " records copied");
            });
        } finally {
            progress.end();
        }
        if (System.out.checkError()) {
            throw new CommandFailedException("stdout was closed before the end: the copy is not whole");
        }
    }

    private static Optional<Instant> time(String option, @Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            throw new CommandFailedException(option + " is not a time such as 2026-11-22T10:00:00Z");
        }
    }
}
