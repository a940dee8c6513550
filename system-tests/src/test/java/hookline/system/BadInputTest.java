package hookline.system;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.schemas.PublishedLine;
import hookline.streams.Contents;
import hookline.streams.TestRedis;
import io.lettuce.core.Range;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class BadInputTest {
    @RegisterExtension
    static final TestRedis TEST_REDIS = new TestRedis();

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    Path home;

    private static String event(String session, String rest) {
        return "{\"hook_event_name\":\"Stop\",\"session_id\":\"" + session + "\"" + rest + "}";
    }

    @Test
    void badInputIsADeadLetterWithItsReasonAndItsNeighboursArePublished() throws Exception {
        HookCall hook = HookCall.into(home);
        hook.fire(event("s", ",\"n\":1"));
        hook.fire("this is not JSON");
        hook.fire("");
        hook.fire("{\"session_id\":\"s\",\"hook_event_name\":\"Stop\",\"cut");
        hook.fire(event("s", ",\"big\":\"" + "x".repeat(2 << 20) + "\""));
        hook.fire(new byte[] {'{', '"', (byte) 0xc3, (byte) 0x28, '"', ':', '1', '}'});
        hook.fire(event("s", ",\"deep\":" + "[".repeat(10_000) + "]".repeat(10_000)));
        hook.fire(event("s", ",\"n\":" + "7".repeat(10_000)));
        hook.fire("{\"hook_event_name\":\"Stop\"}");
        hook.fire("{\"hook_event_name\":\"Notification\",\"session_id\":\"s\"}");
        hook.fire(event("a\\u0007b", ""));
        hook.fire(event("x".repeat(10_240), ""));
        hook.fire(event("s", ",\"n\":2"));

        try (RunningPipeline pipeline = new RunningPipeline(TEST_REDIS.environment(), home)) {
            await().atMost(LIMIT).until(() -> TEST_REDIS.admin().xlen("hookline:dead:{0}") == 11);
            await().atMost(LIMIT).until(() -> pipeline.published.size() == 2);
        }

        TreeMap<String, Integer> reasons = new TreeMap<>();
        TEST_REDIS
                .admin()
                .xrange("hookline:dead:{0}", Range.unbounded())
                .forEach(letter -> reasons.merge(letter.getBody().get("reason"), 1, Integer::sum));
        assertEquals(
                "{EMPTY=1, FIELD_MISSING=1, NOT_JSON=2, NOT_UTF8=1, NUMBER_TOO_LONG=1, OVERSIZE=1, SESSION_ID_INVALID=2,"
                        + " SESSION_ID_MISSING=1, TOO_DEEP=1}",
                reasons.toString());
    }

    @Test
    void unusualButSoundIsAnEvent() throws Exception {
        List<String> sessions = List.of("with space", "{0}", "quote\\\"d", "a:b:c", "日本語", "*", "hooks:event:{0}:x");
        HookCall hook = HookCall.into(home);
        for (String session : sessions) {
            hook.fire(event(session, ""));
        }
        hook.fire("{\"hook_event_name\":\"SomeFutureEvent\",\"session_id\":\"*\",\"brand_new\":[1,null,true]}");

        try (RunningPipeline pipeline = new RunningPipeline(TEST_REDIS.environment(), home)) {
            await().atMost(LIMIT).until(() -> pipeline.published.size() == sessions.size() + 1);
            TreeSet<String> seen = new TreeSet<>();
            for (String line : pipeline.published) {
                seen.add(PublishedLine.parse(line).sessionId());
            }
            assertEquals(sessions.size(), seen.size());
            assertTrue(pipeline.published.stream().anyMatch(line -> line.contains("\"some_future_event\"")));
        }
        assertEquals(0, TEST_REDIS.admin().xlen("hookline:dead:{0}"));
        assertEquals("1", TEST_REDIS.admin().hget("hooks:session:{0}:with space", "count:stop_hook"));
    }

    @Test
    void whatTheOlderPublisherSentIsStillTakenWithItsTwoArguments() throws Exception {
        HookCall hook = HookCall.into(home);
        hook.fire("{\"source\":\"startup\",\"cwd\":\"/home/user/project\"}", "session_start", "older");
        hook.fire("{\"prompt\":\"Write a program\"}", "user_prompt_submit", "older");
        hook.fire("{\"stop_hook_active\":true}", "sub_agent_stop_hook", "older");
        hook.fire("{\"message\":\"Line with \\\"quotes\\\" and \\n newlines 世界\"}", "notification", "older");

        try (RunningPipeline pipeline = new RunningPipeline(TEST_REDIS.environment(), home)) {
            await().atMost(LIMIT).until(() -> pipeline.published.size() == 4);
        }
        assertEquals("4", TEST_REDIS.admin().hget("hooks:session:{0}:older", "sequence"));
        assertEquals("1", TEST_REDIS.admin().hget("hooks:session:{0}:older", "count:sub_agent_stop_hook"));
    }

    @Test
    void nothingThatWasCapturedStandsInRedisUnencrypted() throws Exception {
        String marker = "Nothing of this may be read";
        HookCall hook = HookCall.into(home);
        hook.fire(event("s", ",\"message\":\"" + marker + "\""));
        hook.fire("not JSON, and still: " + marker);
        try (RunningPipeline pipeline = new RunningPipeline(TEST_REDIS.environment(), home)) {
            await().atMost(LIMIT).until(() -> pipeline.published.size() == 1);
            await().atMost(LIMIT).until(() -> TEST_REDIS.admin().xlen("hookline:dead:{0}") == 1);
            StringBuilder everything = new StringBuilder();
            Contents.forEach(
                    TEST_REDIS.redis().link(),
                    (key, value) -> everything.append(key).append(new String(value, StandardCharsets.ISO_8859_1)));
            assertTrue(everything.length() > 500);
            assertEquals(-1, everything.indexOf(marker));
        }
    }
}
