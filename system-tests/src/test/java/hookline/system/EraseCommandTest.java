package hookline.system;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.streams.Contents;
import hookline.streams.RedisLink;
import hookline.streams.TestRedis;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class EraseCommandTest {
    @RegisterExtension
    static final TestRedis TEST_REDIS = new TestRedis();

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String SESSION = "{0} to * be \u00e9rased \u65e5\u672c";

    @TempDir
    Path folder;

    private Map<String, String> environment() {
        Map<String, String> environment = TEST_REDIS.environment();
        environment.put("HOME", folder.toString());
        environment.put("LC_ALL", "C.UTF-8");
        return environment;
    }

    private HooklineProcess erase(Map<String, String> environment, String... options) throws Exception {
        String[] arguments = new String[options.length + 1];
        arguments[0] = "erase";
        System.arraycopy(options, 0, arguments, 1, options.length);
        return HooklineProcess.start(folder, environment, arguments);
    }

    private static String event(String session, String message) {
        return "{\"hook_event_name\":\"Notification\",\"session_id\":\"" + session + "\",\"message\":\"" + message
                + "\"}";
    }

    private static boolean isInRedis(String text) {
        AtomicBoolean found = new AtomicBoolean();
        try (RedisLink link = TEST_REDIS.redis().link()) {
            Contents.forEach(link, (key, value) -> {
                if ((key + new String(value, StandardCharsets.UTF_8)).contains(text)) {
                    found.set(true);
                }
            });
        }
        return found.get();
    }

    @Test
    void aSessionIsGoneWithItsBrokenEventsAndWhatSpoolsStillHoldOfItIsRefused() throws Exception {
        Path away = folder.resolve("away");
        HookCall.into(away).fire(event(SESSION, "late"));
        HookCall here = HookCall.into(folder.resolve("here"));
        here.fire(event(SESSION, "one"));
        here.fire(event(SESSION, "two") + "cut");
        here.fire(event("other", "kept"));
        Map<String, String> environment = environment();
        try (RunningPipeline pipeline = new RunningPipeline(TEST_REDIS.environment(), folder.resolve("here"))) {
            await().atMost(LIMIT).until(() -> pipeline.published.size() == 2);
            await().atMost(LIMIT).until(() -> TEST_REDIS.admin().xlen("hookline:dead:{0}") == 1);
            environment.put("HOOKLINE_SEALING_KEYSET", pipeline.sealingKeyset);
        }
        assertTrue(isInRedis(SESSION));

        try (HooklineProcess erasing = erase(environment, "--session", SESSION, "--yes", "--json")) {
            assertEquals(0, erasing.exitCode(), erasing.errors());
            // How much of the raw stream is trimmed by now, nobody can tell.
            assertTrue(
                    erasing.output().startsWith("{\"dry_run\":false,\"events\":1,\"sessions\":1,\"dead_letters\":1,"),
                    erasing.output());
            assertTrue(erasing.errors().contains("`hookline keys retire`"), erasing.errors());
        }
        assertFalse(isInRedis(SESSION));

        HookCall.into(away).fire(event("other", "kept too"));
        try (RunningPipeline pipeline = new RunningPipeline(TEST_REDIS.environment(), away)) {
            await().atMost(LIMIT).until(() -> pipeline.published.size() == 1);
            await().atMost(LIMIT)
                    .until(() -> pipeline.registry
                                    .get("hookline.commit.events")
                                    .tag("verdict", "erased")
                                    .counter()
                                    .count()
                            == 1);
            await().atMost(LIMIT).until(() -> TEST_REDIS.admin().xlen("hookline:raw:{0}") == 0);
        }
        assertFalse(isInRedis(SESSION));
        assertEquals(2, TEST_REDIS.admin().xlen("hookline:log:{0}"));
    }

    @Test
    void nothingIsErasedUnlessSomebodySaysYes() throws Exception {
        TEST_REDIS.admin().hset("hookline:meta", Map.of("layout", "1", "partitions", "1"));
        try (HooklineProcess erasing = erase(environment(), "--session", "s")) {
            assertEquals(1, erasing.exitCode());
            assertTrue(erasing.errors().contains("--yes"), erasing.errors());
        }
        assertEquals(0, TEST_REDIS.admin().exists("hookline:erased:{0}"));
    }

    @Test
    void aTimeToComeIsRefused() throws Exception {
        try (HooklineProcess erasing = erase(environment(), "--before", "2999-01-01T00:00:00Z", "--yes")) {
            assertEquals(1, erasing.exitCode());
            assertTrue(erasing.errors().contains("no past time"), erasing.errors());
        }
    }

    /** As an unset variable in a script gives it: plain entries without an id would match. */
    @Test
    void anEmptyIdErasesNothing() throws Exception {
        for (String option : List.of("--event", "--session")) {
            try (HooklineProcess erasing = erase(environment(), option, "", "--yes")) {
                assertEquals(1, erasing.exitCode(), erasing.errors());
            }
        }
    }
}
