package hookline.cli;

import hookline.monitoring.Monitoring;
import hookline.processor.ProcessorMain;
import hookline.settings.Environment;
import hookline.settings.LogSettings;
import hookline.settings.ProcessorSettings;
import hookline.streams.StopSignal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code hookline processor}. */
@Command(
        name = "processor",
        description = "Validates, redacts, encrypts and publishes events as a member of the consumer group.",
        footer = {
            "",
            "Example:",
            "  REDIS_HOST=redis.example HOOKLINE_SEALING_KEYSET_FILE=sealing-keyset.json \\",
            "    HOOKLINE_ENCRYPTION_KEYSET_FILE=encryption-keyset.json hookline processor"
        },
        mixinStandardHelpOptions = true)
final class ProcessorCommand implements Callable<Integer> {
    @Override
    public Integer call() throws Exception {
        Environment environment = CliEnvironment.load();
        Logging.ofService(LogSettings.from(environment));
        StopSignal stop = ShutdownSignal.install();
        PrivacyAuditLoop.start(environment, "processor", stop);
        try (Monitoring monitoring = ServiceMeters.open(environment, "processor")) {
            ProcessorMain.run(ProcessorSettings.from(environment), monitoring, stop);
        }
        return 0;
    }
}
