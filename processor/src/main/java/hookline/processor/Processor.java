package hookline.processor;

import hookline.processor.encrypt.Opening;
import hookline.processor.encrypt.PayloadClosing;
import hookline.processor.redact.InvalidRulesException;
import hookline.processor.redact.SecretMemory;
import hookline.processor.redact.SecretRedaction;
import hookline.processor.validate.Validation;
import hookline.settings.InvalidSettingsException;
import hookline.settings.ProcessorSettings;
import hookline.settings.SteadyClock;
import hookline.streams.CommitScript;
import hookline.streams.ConsumerGroup;
import hookline.streams.Keys;
import hookline.streams.Layout;
import hookline.streams.LayoutMismatchException;
import hookline.streams.Redis;
import hookline.streams.RedisLink;
import hookline.streams.RedisOutage;
import hookline.streams.StopSignal;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A member of the consumer group: owns the threads that read, process and commit, until it is closed.
 *
 * <p>Every partition has readers, as many as the concurrency allows, each with a connection and a place in the group of
 * its own. Closing waits for the batches in hand.
 */
public final class Processor implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Processor.class);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private final StopSignal stop = new StopSignal();
    private final List<Thread> threads = new ArrayList<>();
    private final List<RedisLink> links = new ArrayList<>();
    private final ProcessorSettings settings;
    private final ProcessorKeys keysets;
    private final SecretRedaction redaction;
    private final SecretMemory memory = new SecretMemory();
    private final Redis redis;
    private final ProcessorMetrics metrics;
    private final InstantSource clock;
    private final InstantSource steady = new SteadyClock();
    private final Consumer<Throwable> onFailure;
    private final Semaphore concurrency;
    private final List<EntriesInHand> inHand = new ArrayList<>();
    private final RedisLink heartbeatLink;

    private Processor(
            ProcessorSettings settings,
            Redis redis,
            MeterRegistry registry,
            InstantSource clock,
            Consumer<Throwable> onFailure) {
        this.settings = settings;
        this.keysets = ProcessorKeys.read(settings, steady);
        this.redaction = redaction(settings);
        this.redis = redis;
        this.metrics = new ProcessorMetrics(registry, clock);
        this.clock = clock;
        this.onFailure = onFailure;
        this.concurrency = new Semaphore(settings.maxConcurrent());
        this.heartbeatLink = link();
    }

    /**
     * Starts the threads.
     *
     * @param layout as agreed with the other processes
     * @param onFailure told once about what ended a thread, a bug or a {@link LayoutMismatchException}; the process
     *     should then end
     */
    public static Processor start(
            ProcessorSettings settings,
            Redis redis,
            Layout layout,
            MeterRegistry registry,
            InstantSource clock,
            Consumer<Throwable> onFailure) {
        Processor processor = new Processor(settings, redis, registry, clock, onFailure);
        int readers = Math.max(1, settings.maxConcurrent() / layout.partitions());
        for (int partition = 0; partition < layout.partitions(); partition++) {
            Pipeline pipeline = processor.pipeline(new Keys(partition), layout.partitions());
            for (int reader = 1; reader <= readers; reader++) {
                processor.addReader(new Keys(partition), reader, pipeline);
            }
        }
        processor.addTrimmer(layout);
        processor.addHeartbeat();
        processor.threads.forEach(Thread::start);
        log.info("Processing {} partitions with {} readers each", layout.partitions(), readers);
        return processor;
    }

    /** What keeps it from processing; empty while all is well. */
    public List<String> problems() {
        List<String> problems = threads.stream()
                .filter(thread -> !thread.isAlive())
                .map(thread -> thread.getName() + " has ended")
                .collect(Collectors.toList());
        if (redis.breaker().getState() != CircuitBreaker.State.CLOSED) {
            problems.add("Redis at " + redis.address() + " does not answer");
        }
        return problems;
    }

    @Override
    public void close() {
        stop.request();
        long deadline = System.nanoTime() + STOP_LIMIT.toNanos();
        try {
            for (Thread thread : threads) {
                thread.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        links.forEach(RedisLink::close);
    }

    private static SecretRedaction redaction(ProcessorSettings settings) {
        try {
            SecretRedaction redaction = ConfiguredRedaction.of(settings.redaction());
            if (!redaction.weakenings().isEmpty()) {
                log.warn("The redaction rules take away: {}", String.join("; ", redaction.weakenings()));
            }
            return redaction;
        } catch (InvalidRulesException e) {
            throw InvalidSettingsException.of("HOOKLINE_REDACTION_RULES: " + e.getMessage());
        }
    }

    private Pipeline pipeline(Keys keys, int partitions) {
        return new Pipeline(
                new Opening(keys.raw(), keysets.unsealing(), settings.requireSealed()),
                new Validation(
                        settings.maxPayloadSize(),
                        settings.unknownEvents(),
                        keys.partition(),
                        partitions,
                        metrics::toleratedField),
                new EventRedaction(redaction, memory, metrics),
                new PayloadClosing(keysets.encryption()),
                new DeadLetters(keys.raw(), keysets.sealing(), clock),
                clock);
    }

    private void addReader(Keys keys, int reader, Pipeline pipeline) {
        String name = settings.member() + "-" + reader;
        RedisLink link = link();
        ConsumerGroup group = new ConsumerGroup(link, keys, name, metrics::unprocessedRemoved);
        EntriesInHand inHand = new EntriesInHand(group.over(heartbeatLink), steady);
        this.inHand.add(inHand);
        add(
                "processor-" + keys.partition() + "-" + reader,
                new ConsumerGroupLoop(
                        group,
                        pipeline,
                        new CommitScript(link, keys, clock),
                        new PendingEntries(group, settings.claimIdle(), settings.maxDeliveries(), steady),
                        inHand,
                        concurrency,
                        metrics,
                        new RedisOutage("Processing"),
                        stop));
    }

    private void addTrimmer(Layout layout) {
        add("trim", new TrimLoop(link(), layout, metrics, new RedisOutage("Trimming"), stop));
    }

    private void addHeartbeat() {
        RedisOutage outage = new RedisOutage("Holding entries");
        add("heartbeat", new Heartbeat(inHand, settings.claimIdle(), outage, stop));
    }

    private RedisLink link() {
        RedisLink link = redis.link();
        links.add(link);
        return link;
    }

    private void add(String name, Runnable loop) {
        Thread thread = new Thread(loop, name);
        thread.setUncaughtExceptionHandler((ended, failure) -> {
            if (failure instanceof LayoutMismatchException) {
                log.error("The processor ends: {}", failure.getMessage());
            } else {
                log.error("{} ended by a bug", ended.getName(), failure);
            }
            stop.request();
            onFailure.accept(failure);
        });
        threads.add(thread);
    }
}
