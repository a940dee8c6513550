package hookline.processor;

import hookline.monitoring.HttpPort;
import hookline.monitoring.Monitoring;
import hookline.settings.ProcessorSettings;
import hookline.streams.Layout;
import hookline.streams.LayoutMismatchException;
import hookline.streams.Redis;
import hookline.streams.RedisLink;
import hookline.streams.RedisOutage;
import hookline.streams.StopSignal;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one processor until asked to stop. */
public final class ProcessorMain {
    private static final Logger log = LoggerFactory.getLogger(ProcessorMain.class);

    private ProcessorMain() {}

    /**
     * Returns when asked to stop.
     *
     * @param monitoring takes its meters, and stays open
     * @throws IOException where the port for metrics and health is taken
     * @throws LayoutMismatchException where that Redis is laid out otherwise, from the start or by now
     * @throws IllegalStateException where a bug ended a thread
     */
    public static void run(ProcessorSettings settings, Monitoring monitoring, StopSignal stop) throws IOException {
        InstantSource clock = InstantSource.system();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        List<Processor> running = new CopyOnWriteArrayList<>();
        try (Redis redis = Redis.at(settings.redis(), monitoring.registry());
                RedisLink link = redis.link();
                RedisMetrics redisMetrics = RedisMetrics.of(redis);
                Monitoring port = monitoring.serve(
                        HttpPort.plain(
                                settings.endpoint().address(),
                                settings.endpoint().port(),
                                "HOOKLINE_PROCESSOR_PORT",
                                Map.of(RedisMetrics.PATH, redisMetrics)),
                        () -> running.isEmpty()
                                ? List.of("waiting for Redis")
                                : running.get(0).problems())) {
            log.info("Serving metrics and health on port {}", port.port());
            settings.redis().tls().certificates().forEach(file -> monitoring.certificate(file.use(), file::expiry));
            Optional<Layout> layout = new RedisOutage("The processor")
                    .waitOut(() -> Layout.agree(link, settings.partitions(), redis.isCluster()), stop);
            if (layout.isEmpty()) {
                return;
            }
            try (Processor processor =
                    Processor.start(settings, redis, layout.get(), monitoring.registry(), clock, ended -> {
                        failure.set(ended);
                        stop.request();
                    })) {
                running.add(processor);
                stop.await();
            }
        }
        if (failure.get() instanceof LayoutMismatchException mismatch) {
            throw mismatch;
        }
        if (failure.get() != null) {
            throw new IllegalStateException("A bug ended the processor; the log says where", failure.get());
        }
    }
}
