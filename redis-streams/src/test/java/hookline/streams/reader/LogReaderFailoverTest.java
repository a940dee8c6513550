package hookline.streams.reader;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import hookline.embedded.EmbeddedRedis;
import hookline.embedded.RedisBinary;
import hookline.settings.Environment;
import hookline.settings.RedisSettings;
import hookline.streams.Keys;
import hookline.streams.Layout;
import hookline.streams.Redis;
import hookline.streams.RedisLink;
import hookline.streams.RedisUnavailableException;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogReaderFailoverTest {
    private static final Layout LAYOUT = new Layout(2);
    private static final List<String> DURABLE = List.of("appendonly yes", "appendfsync always");

    @TempDir
    Path folder;

    private EmbeddedRedis server(String name, List<String> configuration) throws IOException {
        return EmbeddedRedis.start(
                RedisBinary.bundled(Path.of("target", "redis").toAbsolutePath()),
                folder.resolve(name),
                0,
                "",
                configuration);
    }

    private static Redis redis(int port) {
        return Redis.at(RedisSettings.from(
                Environment.of(Map.of("REDIS_HOST", "127.0.0.1", "REDIS_PORT", Integer.toString(port)))));
    }

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    @Test
    void aRestartOfRedisLosesAndRepeatsNothing() throws IOException {
        try (EmbeddedRedis server = server("one", DURABLE);
                Redis redis = redis(server.port());
                RedisLink link = redis.link();
                LogReader reader = LogReader.open(redis, LAYOUT, ReaderOptions.from(Position.START))) {
            StoredByCommit events = new StoredByCommit(link, LAYOUT.partitions());
            events.store(StoredByCommit.numbers("a", 1, 300), 100);
            Reading reading = new Reading(reader).untilEvents(150);
            server.kill();
            server.restart();
            await().ignoreException(RedisUnavailableException.class)
                    .until(() -> link.call(commands -> commands.ping()).equals("PONG"));
            events.store(StoredByCommit.numbers("a", 301, 400), 100);
            assertEquals(
                    upTo(400), reading.untilEvents(400).untilTheEnd().numbers().get("a"));
            assertEquals(List.of(), reading.notices());
        }
    }

    @Test
    void whatAFailoverTookBackAndWasSentAgainIsHandedOverOnce() throws IOException {
        try (EmbeddedRedis primary = server("primary", List.of());
                EmbeddedRedis replica = server("replica", List.of("replicaof 127.0.0.1 " + primary.port()));
                SwitchedPort address = new SwitchedPort(primary.port());
                Redis redis = redis(address.port());
                RedisLink link = redis.link();
                LogReader reader = LogReader.open(redis, LAYOUT, ReaderOptions.from(Position.START));
                RedisClient admin = RedisClient.create(RedisURI.create("127.0.0.1", replica.port()));
                StatefulRedisConnection<String, String> promoted = admin.connect()) {
            StoredByCommit events = new StoredByCommit(link, LAYOUT.partitions());
            events.store(StoredByCommit.numbers("a", 1, 100), 100);
            String log = new Keys(events.keys("a").partition()).log();
            await().until(() -> promoted.sync().xlen(log) == 100);

            promoted.sync().replicaofNoOne();
            events.store(StoredByCommit.numbers("a", 101, 120), 100);
            Reading reading = new Reading(reader).untilEvents(115);
            address.to(replica.port());
            primary.kill();

            await().ignoreException(RedisUnavailableException.class)
                    .until(() -> link.call(commands -> commands.xlen(log)) == 100);
            events.store(StoredByCommit.numbers("a", 101, 140), 100);
            assertEquals(
                    upTo(140), reading.untilEvents(140).untilTheEnd().numbers().get("a"));
            assertEquals(140, reading.ids().stream().distinct().count());
        }
    }
}
