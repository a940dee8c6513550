package hookline.cli;

import hookline.monitoring.Health;
import hookline.monitoring.Monitoring;
import hookline.retention.LocalRemains;
import hookline.retention.RetentionReport;
import hookline.retention.RetentionReport.Outcome;
import hookline.retention.RetentionWorkerMain;
import hookline.settings.DurationText;
import hookline.settings.Environment;
import hookline.settings.HomeSettings;
import hookline.settings.LogSettings;
import hookline.settings.RetentionSettings;
import hookline.streams.StopSignal;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code hookline retention}. */
@Command(
        name = "retention",
        description = {
            "Removes what is older than the ages that are set for it, and the oldest events beyond"
                    + " HOOKLINE_RETENTION_MAX_BYTES.",
            "Nothing younger than HOOKLINE_DEDUPE_WINDOW is removed, and nothing that is not processed but what has"
                    + " waited for HOOKLINE_RAW_MAX_AGE.",
            "One worker at a time is at work on a Redis; another ends with exit code 0 and leaves it alone."
        },
        footer = {"", "Example:", "  HOOKLINE_RETENTION_DAYS=7 hookline retention --once --dry-run"},
        mixinStandardHelpOptions = true)
final class RetentionCommand implements Callable<Integer> {
    private static final Logger log = LoggerFactory.getLogger(RetentionCommand.class);

    @ArgGroup(multiplicity = "1")
    private When when = new When();

    @Option(names = "--dry-run", description = "with --once: only count what would go")
    private boolean dryRun;

    @Option(names = "--json", description = "print counts and bytes of each run as one JSON object")
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
        LocalRemains remains = remains(environment, settings);
        StopSignal stop = ShutdownSignal.install();
        if (!when.once) {
            Logging.ofService(LogSettings.from(environment));
            PrivacyAuditLoop.start(environment, "retention", stop);
            try (Monitoring monitoring = ServiceMeters.open(environment, "retention");
                    Monitoring port = monitoring.serve(
                            settings.endpoint().address(),
                            settings.endpoint().port(),
                            "HOOKLINE_RETENTION_PORT",
                            Health.alwaysReady())) {
                log.info("Serving metrics and health on port {}", port.port());
                settings.redis().tls().certificates().forEach(file -> monitoring.certificate(file.use(), file::expiry));
                RetentionWorkerMain.every(
                        settings, when.every, remains, monitoring.registry(), stop, this::printAsService);
            }
            return 0;
        }
        Logging.ofCommand();
        Progress progress = Progress.onTerminal();
        RetentionReport report =
                RetentionWorkerMain.once(settings, dryRun, remains, stop, soFar -> progress.show(soFar.text()));
        progress.end();
        System.out.println(json ? report.json() : report.text());
        if (report.outcome() == Outcome.LOCK_LOST) {
            throw new CommandFailedException(
                    "Not all was removed: " + report.outcome().words());
        }
        if (report.outcome() != Outcome.DONE) {
            System.err.println("hookline: " + report.outcome().words());
        }
        return 0;
    }

    /** What lies in the home of this environment. */
    static LocalRemains remains(Environment environment, RetentionSettings settings) {
        return new HomeRemains(HomeSettings.from(environment).home(), settings.age(), InstantSource.system());
    }

    private void printAsService(RetentionReport report) {
        if (json) {
            System.out.println(report.json());
        }
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
