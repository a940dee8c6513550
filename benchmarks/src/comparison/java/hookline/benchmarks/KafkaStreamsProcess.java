package hookline.benchmarks;

import hookline.processor.AllStages;
import hookline.streams.Commit;
import hookline.streams.RawEntry;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/** A process of Kafka Streams with a thread for each core that does to an event what Hookline does. */
final class KafkaStreamsProcess {
    static final String RAW = "raw";
    static final String PUBLISHED = "hooksdata";

    private static final String EVENTS = "events";
    private static final String SESSIONS = "sessions";
    private static final String STATS = "stats";

    private KafkaStreamsProcess() {}

    public static void main(String[] arguments) throws Exception {
        AllStages stages = OwnStages.fromEnvironment();
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "comparison");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, arguments[0]);
        settings.put(StreamsConfig.STATE_DIR_CONFIG, arguments[1]);
        settings.put(
                StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
                KafkaProcessing.valueOf(arguments[2]).setting());
        settings.put(
                StreamsConfig.NUM_STREAM_THREADS_CONFIG, Runtime.getRuntime().availableProcessors());
        settings.put(StreamsConfig.consumerPrefix("auto.offset.reset"), "earliest");
        try (KafkaStreams streams = new KafkaStreams(topology(stages), settings)) {
            CountDownLatch failed = new CountDownLatch(1);
            streams.setUncaughtExceptionHandler(failure -> {
                failure.printStackTrace();
                failed.countDown();
                return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            });
            streams.start();
            failed.await();
        }
        throw new IllegalStateException("Kafka Streams failed");
    }

    private static Topology topology(AllStages stages) {
        Topology topology = new Topology();
        topology.addSource(
                "from-raw", Serdes.String().deserializer(), Serdes.ByteArray().deserializer(), RAW);
        topology.addProcessor("stages", () -> new Stage(stages), "from-raw");
        for (String store : new String[] {EVENTS, SESSIONS, STATS}) {
            topology.addStateStore(
                    Stores.keyValueStoreBuilder(
                            Stores.persistentKeyValueStore(store), Serdes.String(), Serdes.String()),
                    "stages");
        }
        topology.addSink(
                "to-published",
                PUBLISHED,
                Serdes.String().serializer(),
                Serdes.String().serializer(),
                "stages");
        return topology;
    }

    /** For one of the threads. */
    private static final class Stage implements Processor<String, byte[], String, String> {
        private final AllStages stages;
        private @Nullable ProcessorContext<String, String> context;
        private long entries;

        Stage(AllStages stages) {
            this.stages = stages;
        }

        @Override
        public void init(ProcessorContext<String, String> opened) {
            context = opened;
        }

        @Override
        public void process(Record<String, byte[]> received) {
            ProcessorContext<String, String> to = context;
            RawEntry entry =
                    new RawEntry(received.timestamp() + "-" + entries++, Map.of(RawEntry.SEALED, received.value()), 1);
            if (to == null || !(stages.process(entry) instanceof Commit.Store store)) {
                throw new IllegalStateException("The stages reject a sample");
            }
            KeyValueStore<String, String> events = to.getStateStore(EVENTS);
            if (events.putIfAbsent(store.id(), store.json()) == null) {
                KeyValueStore<String, String> sessions = to.getStateStore(SESSIONS);
                sessions.put(store.sessionId(), store.sequence() + " " + store.cwd());
                KeyValueStore<String, String> stats = to.getStateStore(STATS);
                String count = stats.get(store.hookType());
                stats.put(store.hookType(), Long.toString(count == null ? 1 : 1 + Long.parseLong(count)));
                to.forward(new Record<>(store.sessionId(), store.json(), received.timestamp()));
            }
        }
    }
}
