package hookline.agent;

import static org.awaitility.Awaitility.await;

import hookline.client.Spool;
import hookline.schemas.HookCapture;
import hookline.schemas.RawHook;
import hookline.schemas.SingleObject;
import hookline.schemas.UndecodableException;
import hookline.schemas.crypto.Keysets;
import hookline.schemas.crypto.Unsealing;
import hookline.settings.AgentSettings;
import hookline.settings.Environment;
import hookline.streams.RawEntry;
import hookline.streams.Redis;
import hookline.streams.RedisLink;
import hookline.streams.TestRedis;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** One home and one Redis, the agents between them, and what arrived, opened. */
final class Pipeline implements AutoCloseable {
    static final Duration LONG = Duration.ofSeconds(15);
    static final int MAX_PAYLOAD = 1 << 20;

    final Path home;
    final Spool spool;
    final ShiftedClock clock = new ShiftedClock();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final AtomicReference<Throwable> failure = new AtomicReference<>();
    final Map<String, String> environment;

    private final Unsealing unsealing;
    private final Redis readersRedis;
    private final RedisLink reader;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    Pipeline(TestRedis server, Path home) throws IOException, GeneralSecurityException {
        this.home = home;
        String keyset = Keysets.newSealingKeyset();
        unsealing = Unsealing.with(keyset);
        environment = server.environment();
        environment.put("HOOKLINE_HOME", home.toString());
        environment.put("HOOKLINE_SEALING_PUBLIC_KEY", Keysets.publicHalf(keyset));
        environment.put("HOOKLINE_AGENT_PORT", "0");
        environment.put("HOOKLINE_RESEND_WINDOW", "1h");
        spool = Spool.at(home);
        spool.createFolders();
        readersRedis = Redis.at(server.settings());
        reader = readersRedis.link();
    }

    /** What came out at the other end. */
    record Arrived(String id, String sessionId, long sequence, Instant capturedAt, HookCapture capture) {
        String payload() {
            return StandardCharsets.UTF_8
                    .decode(capture.getPayload().duplicate())
                    .toString();
        }
    }

    AgentSettings settings() {
        return AgentSettings.from(Environment.of(environment));
    }

    Agent start() throws IOException, GeneralSecurityException {
        Redis redis = Redis.at(settings().redis());
        opened.push(redis);
        Agent agent = new Agent(settings(), redis, meters, clock, failure::set);
        opened.push(agent);
        agent.start();
        return agent;
    }

    String put(String session, int number) throws IOException {
        return put("{\"session_id\":\"" + session + "\",\"n\":" + number + "}");
    }

    String put(String payload) throws IOException {
        return spool.put(ByteBuffer.wrap(payload.getBytes(StandardCharsets.UTF_8)), MAX_PAYLOAD, null, null);
    }

    /** An event as an agent before this one left it. */
    Path numbered(Path folder, String session, int sequence) throws IOException {
        String id = put(session, sequence);
        return Files.move(spool.fresh().resolve(id), folder.resolve(id + "." + sequence));
    }

    static void age(Path file, int seconds) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(seconds)));
    }

    List<Map<String, byte[]>> entries() {
        return reader
                .<List<StreamMessage<String, byte[]>>>call(redis -> redis.xrange("hookline:raw:{0}", Range.unbounded()))
                .stream()
                .map(StreamMessage::getBody)
                .toList();
    }

    List<Arrived> arrived() throws UndecodableException {
        List<Arrived> arrived = new ArrayList<>();
        for (Map<String, byte[]> entry : entries()) {
            RawHook hook = SingleObject.RAW_HOOK.decode(entry.get(RawEntry.SEALED));
            arrived.add(new Arrived(
                    hook.getId(),
                    hook.getSessionId(),
                    hook.getSequence(),
                    Instant.ofEpochMilli(hook.getCapturedAt()),
                    unsealing.open(hook)));
        }
        return arrived;
    }

    /** The sequences of a session as they arrived, repeats left out. */
    List<Long> sequences(String session) throws UndecodableException {
        return arrived().stream()
                .filter(event -> event.sessionId().equals(session))
                .map(Arrived::sequence)
                .distinct()
                .toList();
    }

    /** Waits until so many different events are in the stream. */
    void awaitEvents(int count) {
        await().atMost(LONG).ignoreExceptions().until(() -> ids().size() == count);
    }

    Set<String> ids() throws UndecodableException {
        Set<String> ids = new HashSet<>();
        arrived().forEach(event -> ids.add(event.id()));
        return ids;
    }

    void awaitCount(Path folder, int count) {
        await().atMost(LONG).until(() -> count(folder) == count);
    }

    double counted(String counter) {
        return meters.get(counter).counter().count();
    }

    /** Whatever lies in a folder, and in those below it that hold what was confirmed. */
    static long count(Path folder) throws IOException {
        long count = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                count += ResendWindow.isFolder(file.getFileName().toString()) ? count(file) : 1;
            }
        } catch (NoSuchFileException | DirectoryIteratorException vanished) {
            return count;
        }
        return count;
    }

    @Override
    public void close() throws Exception {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
        reader.close();
        readersRedis.close();
    }
}
