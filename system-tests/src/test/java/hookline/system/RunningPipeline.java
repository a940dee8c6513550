package hookline.system;

import hookline.agent.Agent;
import hookline.processor.Processor;
import hookline.schemas.crypto.Keysets;
import hookline.settings.AgentSettings;
import hookline.settings.Environment;
import hookline.settings.ProcessorSettings;
import hookline.settings.RedisSettings;
import hookline.streams.Layout;
import hookline.streams.PublishedChannel;
import hookline.streams.Redis;
import hookline.streams.RedisLink;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Agent and processor in this JVM over a Redis, with a subscriber that keeps what was published. */
final class RunningPipeline implements AutoCloseable {
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final List<String> published = new CopyOnWriteArrayList<>();
    final String encryptionKeyset = Keysets.newEncryptionKeyset();
    final String sealingKeyset = Keysets.newSealingKeyset();
    private final List<Throwable> bugs = new CopyOnWriteArrayList<>();
    private final Redis redis;
    private final Processor processor;
    private final Agent agent;
    private final PublishedChannel channel;

    /** Starts them on what these variables lead to. */
    RunningPipeline(Map<String, String> redisVariables, Path home) throws Exception {
        Map<String, String> variables = new HashMap<>(redisVariables);
        variables.put("HOOKLINE_HOME", home.toString());
        variables.put("HOOKLINE_SEALING_KEYSET", sealingKeyset);
        variables.put("HOOKLINE_SEALING_PUBLIC_KEY", Keysets.publicHalf(sealingKeyset));
        variables.put("HOOKLINE_ENCRYPTION_KEYSET", encryptionKeyset);
        Environment environment = Environment.of(variables);
        InstantSource clock = InstantSource.system();
        redis = Redis.at(RedisSettings.from(environment));
        channel = redis.channel();
        channel.subscribe(published::add);
        try (RedisLink link = redis.link()) {
            Layout layout = Layout.agree(link, 0, false);
            processor = Processor.start(ProcessorSettings.from(environment), redis, layout, registry, clock, bugs::add);
        }
        agent = new Agent(AgentSettings.from(environment), redis, registry, clock, bugs::add);
        agent.start();
    }

    @Override
    public void close() throws Exception {
        agent.close();
        processor.close();
        channel.close();
        redis.close();
        LossCounters.assertNone(registry);
        if (!bugs.isEmpty()) {
            throw new AssertionError("The pipeline ended by a bug", bugs.get(0));
        }
    }
}
