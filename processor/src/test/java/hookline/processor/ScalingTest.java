package hookline.processor;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.schemas.crypto.Keysets;
import hookline.settings.Environment;
import hookline.settings.ProcessorSettings;
import hookline.streams.Layout;
import hookline.streams.Redis;
import hookline.streams.RedisLink;
import hookline.streams.TestRedis;
import io.lettuce.core.ScriptOutputType;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScalingTest {
    @RegisterExtension
    static final TestRedis TEST_REDIS = new TestRedis();

    private static final String SEALING = Keysets.newSealingKeyset();
    private static final String ENCRYPTION = Keysets.newEncryptionKeyset();
    private static final int EVENTS = 20_000;
    private static final int BATCH = 1_000;
    private static final String APPEND = """
            for n = 1, ARGV[1] do
              redis.call('XADD', KEYS[1], '*', 'hook_type', 'Stop', 'session_id', 's', 'payload', '{}')
            end
            return redis.status_reply('OK')
            """;

    @ParameterizedTest
    @ValueSource(ints = {2, 4})
    void processorsShareABacklogEvenly(int members) {
        List<Throwable> bugs = new CopyOnWriteArrayList<>();
        List<SimpleMeterRegistry> registries = new ArrayList<>();
        List<Processor> processors = new ArrayList<>();
        try (Redis redis = Redis.at(TEST_REDIS.settings());
                RedisLink link = redis.link()) {
            Layout layout = Layout.agree(link, 1, false);
            for (int member = 0; member < members; member++) {
                SimpleMeterRegistry registry = new SimpleMeterRegistry();
                registries.add(registry);
                processors.add(Processor.start(
                        settings("member-" + member), redis, layout, registry, InstantSource.system(), bugs::add));
            }
            await().ignoreExceptions()
                    .until(() ->
                            TEST_REDIS.admin().xinfoGroups("hookline:raw:{0}").size() == 1);
            append();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> TEST_REDIS.admin().xlen("hookline:log:{0}") == EVENTS);
            processors.forEach(Processor::close);
        } finally {
            processors.forEach(Processor::close);
        }
        List<Long> shares = registries.stream().map(ScalingTest::stored).collect(Collectors.toList());
        assertEquals(EVENTS, shares.stream().mapToLong(share -> share).sum());
        long even = EVENTS / members;
        assertTrue(
                shares.stream().allMatch(share -> Math.abs(share - even) <= even / 5),
                () -> members + " processors took " + shares);
        assertEquals(List.of(), bugs);
    }

    private static ProcessorSettings settings(String member) {
        Map<String, String> environment = TEST_REDIS.environment();
        environment.put("HOOKLINE_SEALING_KEYSET", SEALING);
        environment.put("HOOKLINE_ENCRYPTION_KEYSET", ENCRYPTION);
        environment.put("HOOKLINE_MEMBER", member);
        environment.put("HOOKLINE_MAX_CONCURRENT", "2");
        return ProcessorSettings.from(Environment.of(environment));
    }

    private static void append() {
        for (int from = 0; from < EVENTS; from += BATCH) {
            TEST_REDIS.admin().eval(APPEND, ScriptOutputType.STATUS, new String[] {"hookline:raw:{0}"}, "" + BATCH);
        }
    }

    private static long stored(SimpleMeterRegistry registry) {
        return (long) registry.get("hookline.commit.events")
                .tag("verdict", "stored")
                .counter()
                .count();
    }
}
