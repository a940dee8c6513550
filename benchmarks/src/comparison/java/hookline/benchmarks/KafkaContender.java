package hookline.benchmarks;

import hookline.benchmarks.RunningPipeline.Moment;
import hookline.schemas.RawHook;
import hookline.schemas.SingleObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Kafka Streams with the stages as its processor, a store for the events and a topic to publish them on. */
final class KafkaContender implements Contender {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final KafkaProcessing processing;

    KafkaContender(KafkaProcessing processing) {
        this.processing = processing;
    }

    @Override
    public String name() {
        return "Kafka Streams, " + processing.title();
    }

    @Override
    public String guarantee() {
        return processing.guarantee();
    }

    @Override
    public double perSecond(Workplace place, int warmUp, int events) throws Exception {
        int partitions = Runtime.getRuntime().availableProcessors();
        BenchmarkHome home = BenchmarkHome.create(place.resolve(processing + "-home"));
        Path folder = place.resolve(processing + "-state");
        try (KafkaBroker broker =
                KafkaBroker.start(place, List.of(KafkaStreamsProcess.RAW, KafkaStreamsProcess.PUBLISHED), partitions)) {
            fill(broker, home, warmUp + events);
            try (HooklineProcess streams = HooklineProcess.ofClass(
                            place,
                            home.settings(),
                            KafkaStreamsProcess.class,
                            broker.address(),
                            folder.toString(),
                            processing.name());
                    KafkaConsumer<byte[], byte[]> published = consumer(broker)) {
                List<TopicPartition> topic = IntStream.range(0, partitions)
                        .mapToObj(partition -> new TopicPartition(KafkaStreamsProcess.PUBLISHED, partition))
                        .toList();
                Moment begun = await(warmUp, published, topic, broker, streams);
                return begun.perSecondUntil(await(warmUp + events, published, topic, broker, streams));
            }
        }
    }

    private static void fill(KafkaBroker broker, BenchmarkHome home, int events) throws Exception {
        SealedEvents sealed = new SealedEvents(home.publicKeyset());
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.address());
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>(events);
            for (int i = 0; i < events; i++) {
                RawHook hook = sealed.next();
                sent.add(producer.send(new ProducerRecord<>(
                        KafkaStreamsProcess.RAW, hook.getSessionId(), SingleObject.RAW_HOOK.encode(hook))));
            }
            for (Future<RecordMetadata> reply : sent) {
                reply.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            }
        }
    }

    private static KafkaConsumer<byte[], byte[]> consumer(KafkaBroker broker) {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        broker.address(),
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** By the end of what may be read, which counts the few markers of transactions as well. */
    private static Moment await(
            long least,
            KafkaConsumer<byte[], byte[]> published,
            List<TopicPartition> topic,
            KafkaBroker broker,
            HooklineProcess streams)
            throws IOException, InterruptedException {
        long[] committed = new long[1];
        Arrival.await(
                () -> {
                    broker.requireAlive();
                    streams.requireAlive();
                    committed[0] = published.endOffsets(topic).values().stream()
                            .mapToLong(Long::longValue)
                            .sum();
                    return committed[0] >= least;
                },
                LIMIT,
                least + " events published by Kafka Streams");
        return new Moment(committed[0], System.nanoTime());
    }
}
