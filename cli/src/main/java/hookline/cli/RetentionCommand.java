package hookline.cli;

import hookline.monitoring.Health;
import hookline.monitoring.Monitoring;
import hookline.retention.Removed;
import hookline.retention.RetentionWorkerMain;
import hookline.settings.DurationText;
import hookline.settings.Environment;
import hookline.settings.LogSettings;
import hookline.settings.RetentionSettings;
import hookline.streams.StopSignal;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code hookline retention}. */
@Command(
        name = "retention",
        description = {
            "Removes events, sessions, dead letters and statistics older than HOOKLINE_RETENTION_DAYS.",
            "Nothing that is not processed, and nothing younger than HOOKLINE_DEDUPE_WINDOW, is ever removed."
        },
        footer = {"", "Example:", "  HOOKLINE_RETENTION_DAYS=7 hookline retention --once --dry-run"},
        mixinStandardHelpOptions = true)
final class RetentionCommand implements Callable<Integer> {
    @ArgGroup(multiplicity = "1")
    private When when = new When();

    @Option(names = "--dry-run", description = "with --once: only count what would go")
    private boolean dryRun;

    @Option(names = "--json", description = "with --once: print the counts as one JSON object")
    private boolean json;

    private static final class When {
        @Option(names = "--once", description = "run once and end")
        private boolean once;

        @Option(
                names = "--every",
                paramLabel = "DURATION",
                converter = Interval.class,
                description = "run again and again, such as 1h or 30m")
        private Duration every = Duration.ZERO;
    }

    @Override
    public Integer call() throws IOException {
        Environment environment = CliEnvironment.load();
        RetentionSettings settings = RetentionSettings.from(environment);
        StopSignal stop = ShutdownSignal.install();
        if (!when.once) {
            Logging.ofService(LogSettings.from(environment));
            PrivacyAuditLoop.start(environment, "retention", stop);
            try (Monitoring monitoring = Monitoring.start(
                    settings.endpoint().address(),
                    settings.endpoint().port(),
                    "HOOKLINE_RETENTION_PORT",
                    Health.alwaysReady())) {
                RetentionWorkerMain.every(settings, when.every, monitoring.registry(), stop);
            }
            return 0;
        }
        Logging.ofCommand();
        Progress progress = Progress.onTerminal();
        Removed removed = RetentionWorkerMain.once(settings, dryRun, stop, soFar -> progress.show(soFar.text()));
        progress.end();
        System.out.println(json ? removed.json() : (dryRun ? "Would remove " : "Removed ") + removed.text());
        return 0;
    }

    private static final class Interval implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            return DurationText.parse(text)
                    .filter(interval -> interval.compareTo(Duration.ofSeconds(1)) >= 0)
                    .orElseThrow(() -> new TypeConversionException(
                            "'" + text + "' is no duration of at least a second, such as 90s, 30m, 1h or 1d"));
        }
    }
}
