package hookline.cli;

import hookline.agent.AgentMain;
import hookline.monitoring.Monitoring;
import hookline.settings.AgentSettings;
import hookline.settings.Environment;
import hookline.settings.LogSettings;
import hookline.streams.StopSignal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code hookline agent}. */
@Command(
        name = "agent",
        description = "Ships what hooks put into the spool to Redis, until it is stopped.",
        footer = {
            "",
            "Example:",
            "  REDIS_HOST=redis.example HOOKLINE_SEALING_PUBLIC_KEY_FILE=sealing-public.json hookline agent"
        },
        mixinStandardHelpOptions = true)
final class AgentCommand implements Callable<Integer> {
    @Override
    public Integer call() throws Exception {
        Environment environment = CliEnvironment.load();
        Logging.ofService(LogSettings.from(environment));
        StopSignal stop = ShutdownSignal.install();
        PrivacyAuditLoop.start(environment, "agent", stop);
        try (Monitoring monitoring = ServiceMeters.open(environment, "agent")) {
            AgentMain.run(AgentSettings.from(environment), monitoring, stop);
        }
        return 0;
    }
}
