package hookline.cli;

import hookline.agent.http.AgentPort;
import hookline.console.Console;
import hookline.monitoring.Health;
import hookline.monitoring.HttpPort;
import hookline.monitoring.Monitoring;
import hookline.processor.RedisMetrics;
import hookline.retention.RetentionWorkerMain;
import hookline.settings.AgentSettings;
import hookline.settings.ConsoleSettings;
import hookline.settings.Endpoint;
import hookline.settings.Environment;
import hookline.settings.HomeSettings;
import hookline.settings.LogSettings;
import hookline.settings.ProcessorSettings;
import hookline.settings.RetentionSettings;
import hookline.streams.StopSignal;
import hookline.streams.audit.FailedLogins;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hookline up}. */
@Command(
        name = "up",
        description = {
            "Runs the whole pipeline in one process until Ctrl-C; data stays in HOOKLINE_HOME.",
            "Starts a Redis of its own on a free loopback port; with --redis it uses the configured one."
        },
        footer = {"", "Example:", "  hookline up", "  hookline tail --decrypt    # in another terminal"},
        mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {
    private static final Duration RETENTION_INTERVAL = Duration.ofHours(1);

    @Option(names = "--redis", description = "use the Redis that REDIS_HOST and its companions name")
    private boolean configuredRedis;

    @Option(names = "--install-hooks", description = "put hooks into the user's Claude Code settings first")
    private boolean installHooks;

    @Option(names = "--decrypt", description = "show payloads in the clear on the web page, to who has a token")
    private boolean decrypt;

    @Override
    public Integer call() throws IOException, GeneralSecurityException {
        Environment user = CliEnvironment.withoutUp();
        Logging.ofService(LogSettings.from(user));
        StopSignal stop = ShutdownSignal.install();
        AtomicReference<@Nullable Throwable> bug = new AtomicReference<>();
        Home home = new Home(HomeSettings.from(user).home());
        home.create();
        try (Started started = new Started()) {
            Map<String, String> settings = new LinkedHashMap<>(new HomeKeys(home, InstantSource.system()).settings());
            OwnRedis redis = configuredRedis ? null : started.add(OwnRedis.start(home, List.of()));
            if (redis != null) {
                settings.putAll(redis.settings());
                redis.whenItEnds(lastWords -> {
                    if (!stop.isRequested()) {
                        bug.set(new IOException("The Redis server ended: " + lastWords));
                        stop.request();
                    }
                });
            }
            Environment environment = configuredRedis
                    ? user.fallingBackTo(settings, "hookline up")
                    : user.overriddenBy(settings, "hookline up");
            Monitoring registry = started.add(ServiceMeters.open(environment, "up"));
            AllInOne pipeline = started.add(AllInOne.start(environment, registry.registry(), failure -> {
                bug.set(failure);
                stop.request();
            }));
            Health health = () -> pipeline.processor().problems();
            AgentSettings agent = AgentSettings.from(environment);
            agent.redis().tls().certificates().forEach(file -> registry.certificate(file.use(), file::expiry));
            PrivacyAuditLoop.start(environment, "up", stop);
            FailedLogins failedLogins = started.add(FailedLogins.audited(agent.audit(), pipeline.redis()));
            AgentPort agentPort =
                    started.add(AgentPort.open(agent, registry, health, failedLogins, InstantSource.system()));
            Endpoint processor = ProcessorSettings.from(environment).endpoint();
            RedisMetrics redisMetrics = started.add(RedisMetrics.of(pipeline.redis()));
            Monitoring processorPort = started.add(registry.serve(
                    HttpPort.plain(
                            processor.address(),
                            processor.port(),
                            "HOOKLINE_PROCESSOR_PORT",
                            Map.of(RedisMetrics.PATH, redisMetrics)),
                    health));
            ConsoleSettings consoleSettings = ConsoleSettings.from(environment)
                    .withMetrics(List.of(URI.create("http://127.0.0.1:" + processorPort.port() + "/metrics")));
            ConsoleAccess access = ConsoleAccess.of(environment, consoleSettings, decrypt);
            Console console = started.add(Console.start(
                    consoleSettings,
                    pipeline.redis(),
                    access.decryption(),
                    access.tokens(),
                    registry,
                    failedLogins,
                    InstantSource.system()));
            Thread retention = retention(environment, registry, stop);
            home.installShim();
            if (installHooks) {
                HookSetup.of(user).installUserCommands();
            }
            home.write(home.upSettings(), CliEnvironment.lines(settings));
            announce(home, redis, agentPort, processorPort, console.address() + access.words());
            stop.await();
            joined(retention);
            Files.deleteIfExists(home.upSettings());
        }
        Throwable failure = bug.get();
        if (failure instanceof IOException ended) {
            throw ended;
        }
        if (failure != null) {
            throw new IllegalStateException("A part of the pipeline ended", failure);
        }
        return 0;
    }

    private static Thread retention(Environment environment, Monitoring registry, StopSignal stop) {
        RetentionSettings settings = RetentionSettings.from(environment);
        Thread thread = new Thread(
                () -> RetentionWorkerMain.every(
                        settings,
                        RETENTION_INTERVAL,
                        RetentionCommand.remains(environment, settings),
                        registry.registry(),
                        stop,
                        report -> {}),
                "retention");
        thread.start();
        return thread;
    }

    private static void joined(Thread thread) {
        try {
            thread.join(Duration.ofSeconds(10).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void announce(
            Home home, @Nullable OwnRedis redis, AgentPort agent, Monitoring processor, String console) {
        System.err.println("Hookline is up.");
        System.err.println("  console  " + console);
        System.err.println("  home     " + home.folder());
        if (redis != null) {
            System.err.println("  redis    " + redis.description() + ", password in "
                    + home.redis().resolve("password"));
        }
        System.err.println("  metrics  " + agent.metrics() + " (agent), http://127.0.0.1:" + processor.port()
                + "/metrics (processor)");
        System.err.println("  hook     " + home.programs().resolve("hookline-hook") + ", or POST to " + agent.hooks());
        System.err.println("Next, in another terminal:");
        System.err.println("  hookline hooks install    # records the sessions of Claude Code");
        System.err.println("  hookline tail --decrypt");
        System.err.println(
                "  echo '{\"hook_event_name\":\"Notification\",\"session_id\":\"try\",\"message\":\"hello\"}' | "
                        + home.programs().resolve("hookline-hook"));
        System.err.println("Ctrl-C stops it; what it holds stays in " + home.folder() + ".");
    }
}
