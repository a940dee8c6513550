package hookline.system.browser;

import hookline.console.Console;
import hookline.monitoring.Monitoring;
import hookline.schemas.crypto.PayloadDecryption;
import hookline.settings.ConsoleSettings;
import hookline.settings.Environment;
import hookline.settings.SecretSource;
import hookline.streams.Redis;
import java.net.URI;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A console in this JVM that can be stopped and started again at the same address. */
final class ShownConsole implements AutoCloseable {
    private final Map<String, String> environment;
    private final Redis redis;
    private final List<URI> metrics;
    private final Optional<PayloadDecryption> decryption;
    private final Optional<SecretSource> tokens;
    private Console console;

    ShownConsole(
            Map<String, String> redisVariables,
            List<URI> metrics,
            Optional<PayloadDecryption> decryption,
            Optional<SecretSource> tokens)
            throws Exception {
        this.environment = new HashMap<>(redisVariables);
        this.metrics = metrics;
        this.decryption = decryption;
        this.tokens = tokens;
        environment.put("HOOKLINE_CONSOLE_PORT", "0");
        this.redis = Redis.at(settings().redis());
        start();
        environment.put(
                "HOOKLINE_CONSOLE_PORT",
                String.valueOf(URI.create(console.address()).getPort()));
    }

    void start() throws Exception {
        console = Console.start(
                settings(), redis, decryption, tokens, Monitoring.none(), client -> {}, InstantSource.system());
    }

    void stop() {
        console.close();
    }

    String address() {
        return console.address();
    }

    private ConsoleSettings settings() {
        return ConsoleSettings.from(Environment.of(environment)).withMetrics(metrics);
    }

    @Override
    public void close() {
        console.close();
        redis.close();
    }
}
