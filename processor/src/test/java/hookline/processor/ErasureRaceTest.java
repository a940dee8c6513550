package hookline.processor;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.schemas.HookCapture;
import hookline.schemas.PublishedLine;
import hookline.schemas.RawHook;
import hookline.schemas.crypto.Keysets;
import hookline.schemas.crypto.Sealing;
import hookline.settings.Environment;
import hookline.settings.ProcessorSettings;
import hookline.streams.Backlog;
import hookline.streams.ErasureRun;
import hookline.streams.ErasureScope;
import hookline.streams.Keys;
import hookline.streams.Layout;
import hookline.streams.RawHookStream;
import hookline.streams.Redis;
import hookline.streams.RedisLink;
import hookline.streams.SealedSession;
import hookline.streams.StopSignal;
import hookline.streams.TestRedis;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ErasureRaceTest {
    @RegisterExtension
    static final TestRedis TEST_REDIS = new TestRedis();

    private static final String SEALING = Keysets.newSealingKeyset();
    private static final Keys KEYS = new Keys(0);
    private static final int EVENTS = 600;

    private final List<Throwable> bugs = new CopyOnWriteArrayList<>();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    private Processor processor(Redis redis, Layout layout) {
        Map<String, String> environment = TEST_REDIS.environment();
        environment.put("HOOKLINE_SEALING_KEYSET", SEALING);
        environment.put("HOOKLINE_ENCRYPTION_KEYSET", Keysets.newEncryptionKeyset());
        environment.put("HOOKLINE_MAX_CONCURRENT", "2");
        return Processor.start(
                ProcessorSettings.from(Environment.of(environment)),
                redis,
                layout,
                registry,
                InstantSource.system(),
                bugs::add);
    }

    private static RawHook hook(Sealing sealing, String session, int number) {
        String payload = number % 7 == 0 ? "not JSON" : "{\"n\":" + number + "}";
        HookCapture capture = new HookCapture(
                ByteBuffer.wrap(payload.getBytes(StandardCharsets.UTF_8)), "Stop", null, "", "", "", "", false, 0L);
        return sealing.seal(session + "-" + number, session, number, Instant.now(), capture);
    }

    @Test
    void whateverProcessorsHaveInHandNothingFromBeforeComesBackAndNothingElseIsLost() throws Exception {
        try (Redis redis = Redis.at(TEST_REDIS.settings());
                RedisLink link = redis.link();
                RedisLink eraser = redis.link()) {
            Layout layout = Layout.agree(link, 1, false);
            RawHookStream raw = new RawHookStream(link, layout);
            Sealing sealing = Sealing.to(Keysets.publicHalf(SEALING), InstantSource.system());
            try (Processor processor = processor(redis, layout)) {
                List<RawHook> late = new ArrayList<>();
                for (int i = 1; i <= EVENTS; i++) {
                    late.add(hook(sealing, "erased", EVENTS + i));
                    raw.append(List.of(hook(sealing, "erased", i), hook(sealing, "kept", i)));
                    if (i % 200 == 0) {
                        erase(eraser, layout);
                    }
                }
                raw.append(late);
                await().atMost(Duration.ofSeconds(30)).until(() -> isProcessed(link));
                assertTrue(processor.problems().isEmpty());
            }
            Instant mark = Instant.ofEpochMilli(
                    Long.parseLong(TEST_REDIS.admin().hget(KEYS.erased(), new ErasureScope.Session("erased").mark())));
            int kept = 0;
            for (String key : TEST_REDIS.admin().keys(KEYS.event("*"))) {
                PublishedLine line = PublishedLine.parse(TEST_REDIS.admin().hget(key, "data"));
                if (line.sessionId().equals("kept")) {
                    kept++;
                } else {
                    assertTrue(line.timestamp().isAfter(mark), key);
                }
            }
            assertEquals(EVENTS - EVENTS / 7, kept);
            assertEquals(EVENTS / 7, TEST_REDIS.admin().xlen(KEYS.dead()));
        }
        assertEquals(List.of(), bugs);
    }

    private static void erase(RedisLink link, Layout layout) {
        ErasureScope scope = new ErasureScope.Session("erased");
        new ErasureRun(link, layout, scope, SealedSession.CLOSED, new StopSignal(), soFar -> {}).run(false);
    }

    private static boolean isProcessed(RedisLink link) {
        Backlog backlog = Backlog.of(link, KEYS);
        return backlog.length() == 0 || (backlog.pending() == 0 && backlog.oldestMillis() == 0);
    }
}
