package hookline.system.conformance;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import hookline.agent.Agent;
import hookline.client.Spool;
import hookline.processor.Processor;
import hookline.schemas.HookType;
import hookline.schemas.PublishedLine;
import hookline.schemas.crypto.Keysets;
import hookline.settings.AgentSettings;
import hookline.settings.Environment;
import hookline.settings.ProcessorSettings;
import hookline.streams.Layout;
import hookline.streams.PublishedChannel;
import hookline.streams.Redis;
import hookline.streams.RedisLink;
import hookline.streams.TestRedis;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Hooks that meet an agent which meets no Redis: every event of theirs is published once when Redis is back. */
class RedisOutageConformanceTest {
    @RegisterExtension
    static final TestRedis TEST_REDIS = new TestRedis();

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final List<String> published = new CopyOnWriteArrayList<>();
    private final List<Throwable> bugs = new CopyOnWriteArrayList<>();

    @Test
    void everyEventOfAnOutageIsPublishedOnce() throws Exception {
        Path home = Files.createDirectory(folder.resolve("home"));
        List<HookEventSample> events = HookEventSample.all();
        List<Recorder> recorders = Recorder.ofTheShim(folder).stream()
                .filter(recorder -> recorder.shell().equals(HookShell.given()))
                .toList();
        Environment environment = environment(home);
        try (Redis redis = Redis.at(TEST_REDIS.settings())) {
            TEST_REDIS.server().kill();
            try (Agent agent = new Agent(
                    AgentSettings.from(environment),
                    redis,
                    new SimpleMeterRegistry(),
                    InstantSource.system(),
                    bugs::add)) {
                agent.start();
                fireAll(recorders, events, home);
                TEST_REDIS.server().restart();
                publishAll(environment, home, recorders.size() * events.size());
            }
        }
        assertEquals(List.of(), bugs);
        assertEachOnce(recorders.size(), events);
    }

    private void fireAll(List<Recorder> recorders, List<HookEventSample> events, Path home) throws Exception {
        Condition outage =
                Condition.of("agent without Redis", scene -> scene.home(home).fire());
        for (Recorder recorder : recorders) {
            Findings findings = new ConformanceSuite(folder, Duration.ofSeconds(10)).run(outage, recorder, events);
            assertEquals(List.of(), findings.all());
        }
    }

    /** The subscriber is there before the processor, since a channel keeps nothing for those who come later. */
    private void publishAll(Environment environment, Path home, int calls) throws Exception {
        // Not the agent's, which holds back for a while after an outage.
        Redis redis = TEST_REDIS.redis();
        try (PublishedChannel channel = redis.channel();
                RedisLink link = redis.link()) {
            channel.subscribe(published::add);
            try (Processor processor = Processor.start(
                    ProcessorSettings.from(environment),
                    redis,
                    Layout.agree(link, 0, false),
                    new SimpleMeterRegistry(),
                    InstantSource.system(),
                    bugs::add)) {
                await().atMost(LIMIT).until(() -> published.size() >= calls);
                // What would come twice comes now: all is acknowledged and the resend window has passed.
                await().atMost(LIMIT).until(() -> TEST_REDIS.admin().xlen("hookline:raw:{0}") == 0);
                await().atMost(LIMIT).until(() -> isEmpty(Spool.at(home)));
            }
        }
    }

    private void assertEachOnce(int calls, List<HookEventSample> events) throws Exception {
        Map<String, Long> counts = new TreeMap<>();
        List<Long> sequences = new ArrayList<>();
        for (String line : published) {
            PublishedLine event = PublishedLine.parse(line);
            counts.merge(event.hookType(), 1L, Long::sum);
            sequences.add(event.sequence());
        }
        Map<String, Long> expected = events.stream()
                .collect(Collectors.toMap(
                        event -> HookType.parse(event.name()).orElseThrow().wireName(), event -> (long) calls));
        assertEquals(expected, counts);
        assertEquals(
                LongStream.rangeClosed(1, (long) calls * events.size()).boxed().toList(),
                sequences.stream().sorted().toList());
    }

    private static boolean isEmpty(Spool spool) throws IOException {
        for (Path part : List.of(spool.fresh(), spool.numbered(), spool.sent())) {
            try (Stream<Path> files = Files.list(part)) {
                if (files.findAny().isPresent()) {
                    return false;
                }
            }
        }
        return true;
    }

    private static Environment environment(Path home) throws Exception {
        String sealing = Keysets.newSealingKeyset();
        Map<String, String> variables = TEST_REDIS.environment();
        variables.put("HOOKLINE_HOME", home.toString());
        variables.put("HOOKLINE_RESEND_WINDOW", "1s");
        variables.put("HOOKLINE_SEALING_KEYSET", sealing);
        variables.put("HOOKLINE_SEALING_PUBLIC_KEY", Keysets.publicHalf(sealing));
        variables.put("HOOKLINE_ENCRYPTION_KEYSET", Keysets.newEncryptionKeyset());
        return Environment.of(variables);
    }
}
