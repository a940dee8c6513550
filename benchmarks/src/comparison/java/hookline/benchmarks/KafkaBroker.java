package hookline.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;

/** A broker of one node, loopback only, in a process of its own, with the topics that a run needs. */
final class KafkaBroker implements AutoCloseable {
    private static final int HEAP_MEGABYTES = 512;
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final String address;
    private final HooklineProcess process;

    private KafkaBroker(String address, HooklineProcess process) {
        this.address = address;
        this.process = process;
    }

    static KafkaBroker start(Workplace place, List<String> topics, int partitions) throws Exception {
        int port = freePort();
        Path properties = place.resolve("kafka.properties");
        Files.writeString(properties, properties(place, port, freePort()));
        try (HooklineProcess format = HooklineProcess.ofClass(
                place,
                Map.of(),
                HEAP_MEGABYTES,
                StorageTool.class,
                "format",
                "--standalone",
                "-t",
                Uuid.randomUuid().toString(),
                "-c",
                properties.toString())) {
            format.awaitEnd(LIMIT);
        }
        KafkaBroker broker = new KafkaBroker(
                "127.0.0.1:" + port,
                HooklineProcess.ofClass(place, Map.of(), HEAP_MEGABYTES, Kafka.class, properties.toString()));
        try {
            broker.create(topics, partitions);
            return broker;
        } catch (IOException | InterruptedException | ExecutionException e) {
            broker.close();
            throw e;
        }
    }

    String address() {
        return address;
    }

    void requireAlive() throws IOException {
        process.requireAlive();
    }

    /** The client asks until the broker is there. */
    private void create(List<String> topics, int partitions)
            throws IOException, InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, address))) {
            admin.createTopics(topics.stream()
                            .map(topic -> new NewTopic(topic, partitions, (short) 1))
                            .toList())
                    .all()
                    .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            process.requireAlive();
            throw new IOException("The broker does not answer", e);
        }
    }

    private static String properties(Workplace place, int port, int controllerPort) {
        return String.join(
                "\n",
                "process.roles=broker,controller",
                "node.id=1",
                "listeners=PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort,
                "advertised.listeners=PLAINTEXT://127.0.0.1:" + port,
                "controller.listener.names=CONTROLLER",
                "controller.quorum.bootstrap.servers=127.0.0.1:" + controllerPort,
                "log.dirs=" + place.resolve("kafka"),
                "offsets.topic.replication.factor=1",
                "transaction.state.log.replication.factor=1",
                "transaction.state.log.min.isr=1",
                "group.initial.rebalance.delay.ms=0",
                "");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
