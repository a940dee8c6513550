package hookline.cli;

import hookline.agent.Agent;
import hookline.processor.Processor;
import hookline.settings.AgentSettings;
import hookline.settings.Environment;
import hookline.settings.ProcessorSettings;
import hookline.streams.Layout;
import hookline.streams.Redis;
import hookline.streams.RedisLink;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.function.Consumer;

/** Agent and processor in this JVM, over one Redis; closing ends them in the order in which events flow. */
final class AllInOne implements AutoCloseable {
    private final Redis redis;
    private final Processor processor;
    private final Agent agent;

    private AllInOne(Redis redis, Processor processor, Agent agent) {
        this.redis = redis;
        this.processor = processor;
        this.agent = agent;
    }

    /**
     * Starts both.
     *
     * @param onFailure told about a bug that ended one of them
     */
    static AllInOne start(Environment environment, MeterRegistry registry, Consumer<Throwable> onFailure)
            throws IOException, GeneralSecurityException {
        AgentSettings agentSettings = AgentSettings.from(environment);
        ProcessorSettings processorSettings = ProcessorSettings.from(environment);
        InstantSource clock = InstantSource.system();
        try (Started started = new Started()) {
            Redis redis = started.add(Redis.at(agentSettings.redis(), registry));
            Layout layout;
            try (RedisLink link = redis.link()) {
                layout = Layout.agree(link, processorSettings.partitions(), redis.isCluster());
            }
            Processor processor =
                    started.add(Processor.start(processorSettings, redis, layout, registry, clock, onFailure));
            Agent agent = started.add(new Agent(agentSettings, redis, registry, clock, onFailure));
            agent.start();
            started.keep();
            return new AllInOne(redis, processor, agent);
        }
    }

    Redis redis() {
        return redis;
    }

    Processor processor() {
        return processor;
    }

    @Override
    public void close() throws IOException {
        try (Started all = new Started()) {
            all.add(redis);
            all.add(processor);
            all.add(agent);
        }
    }
}
