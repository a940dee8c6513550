package hookline.system.browser;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.monitoring.Health;
import hookline.monitoring.Monitoring;
import hookline.schemas.PublishedEvent.Clear;
import hookline.schemas.PublishedEvent.Status;
import hookline.settings.Secret;
import hookline.settings.SecretSource;
import hookline.streams.ConsumerGroup;
import hookline.streams.Keys;
import hookline.streams.Layout;
import hookline.streams.RecordedSession;
import hookline.streams.RedisLink;
import hookline.streams.TestRedis;
import io.lettuce.core.XGroupCreateArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Nothing is cut off or out of reach at any width; the pictures are kept in {@code target/screenshots} to be looked at. */
@Tag("full")
class ConsoleLooksTest {
    @RegisterExtension
    static final TestRedis TEST_REDIS = new TestRedis();

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final List<String> TOOLS =
            List.of("Bash", "Read", "Edit", "Grep", "WebFetch", "mcp__tracker__search_issues");
    private static final List<String> WORDS = List.of(
            "mvn -q verify",
            "src/main/java/app/Checkout.java",
            "git diff --stat",
            "TODO|FIXME",
            "https://example.com/docs",
            "open issues of the checkout service that nobody has looked at for more than a week");

    private static Browser browser;

    private final Random random = new Random(7);

    @BeforeAll
    static void open() {
        browser = Browser.orSkip(ConsoleLooksTest.class);
    }

    @AfterAll
    static void quit() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void everyPageIsWholeAtEveryWidthInBothSchemes() throws Exception {
        try (RedisLink link = TEST_REDIS.redis().link();
                Monitoring processor =
                        Monitoring.start("127.0.0.1", 0, "HOOKLINE_PROCESSOR_PORT", Health.alwaysReady());
                ShownConsole console = new ShownConsole(
                        TEST_REDIS.environment(),
                        List.of(URI.create("http://127.0.0.1:" + processor.port() + "/metrics")),
                        Optional.empty(),
                        Optional.empty())) {
            Layout.agree(link, 2, false);
            consumers();
            String busiest = sessions(link);
            // Once more between two looks of the console, so that there is a rate and a latency to be seen.
            RecordedSession chatty = new RecordedSession(link, 2, "0c4e77d1-chatty", "/home/dev/work/playground");
            for (int i = 0; i < 4; i++) {
                meters(processor.registry());
                for (int event = 0; event < 300 + 80 * i; event++) {
                    chatty.add("Notification", Instant.now(), "{\"message\":\"done\"}");
                }
                chatty.store();
                String committed = pipeline(console);
                await().atMost(LIMIT).until(() -> !pipeline(console).equals(committed));
            }
            for (boolean dark : List.of(false, true)) {
                for (int width : List.of(360, 768, 1440)) {
                    browser.size(width, width == 360 ? 740 : 900, dark);
                    look(console, "sessions", "/#/", ".lanes li", width, dark);
                    look(console, "session", "/#/session/" + busiest, ".event", width, dark);
                    look(
                            console,
                            "event",
                            "/#/session/" + busiest + "?event=" + busiest + "-5",
                            ".details pre",
                            width,
                            dark);
                    look(console, "pipeline", "/#/pipeline", ".tile", width, dark);
                }
            }
        }
    }

    @Test
    void theLoginIsWholeToo() throws Exception {
        SecretSource token = SecretSource.fixed(Secret.of("t".repeat(16)));
        try (ShownConsole console =
                new ShownConsole(TEST_REDIS.environment(), List.of(), Optional.empty(), Optional.of(token))) {
            for (boolean dark : List.of(false, true)) {
                browser.size(360, 740, dark);
                look(console, "login", "/", "#token", 360, dark);
            }
            browser.find("#token").orElseThrow().sendKeys("wrong\n");
            await().atMost(LIMIT)
                    .until(() -> browser.find("#wrong").orElseThrow().isDisplayed());
            browser.find("#token").orElseThrow().sendKeys("t".repeat(16) + "\n");
            await().atMost(LIMIT).until(() -> browser.text("h1").equals("Sessions"));
        }
    }

    private static String pipeline(ShownConsole console) {
        return String.valueOf(browser.script("""
                const request = new XMLHttpRequest();
                request.open('GET', arguments[0], false);
                request.send();
                return String(JSON.parse(request.responseText).time)
                """, sameOrigin(console) + "/api/pipeline"));
    }

    private static String sameOrigin(ShownConsole console) {
        if (!Boolean.TRUE.equals(browser.script("return location.origin === arguments[0]", console.address()))) {
            browser.open(console.address());
        }
        return console.address();
    }

    private void look(ShownConsole console, String name, String page, String shown, int width, boolean dark)
            throws Exception {
        browser.open(console.address() + page);
        await().atMost(LIMIT).until(() -> browser.all(shown).stream().anyMatch(element -> element.isDisplayed()));
        if (!name.equals("login")) {
            await().atMost(LIMIT).until(() -> browser.text("#state").equals("Live"));
        }
        String where = name + "-" + width + (dark ? "-dark" : "-light");
        browser.screenshot(Path.of("target", "screenshots", where + ".png"));
        assertTrue(
                (Long) browser.script("return document.documentElement.scrollWidth") <= width,
                where + " is wider than its window");
        assertEquals(List.of(), browser.script("""
                        return [...document.querySelectorAll('main button, main a, main input, main select, header a')]
                            .filter((element) => element.checkVisibility() && !element.closest('.scroll'))
                            .filter((element) => {
                              const box = element.getBoundingClientRect();
                              return box.left < -1 || box.right > innerWidth + 1;
                            }).map((element) => element.outerHTML.slice(0, 120))
                        """), where);
        assertEquals(List.of(), browser.barriers(), where);
    }

    private void consumers() {
        for (int partition = 0; partition < 2; partition++) {
            String raw = new Keys(partition).raw();
            TEST_REDIS
                    .admin()
                    .xgroupCreate(StreamOffset.from(raw, "0"), ConsumerGroup.NAME, XGroupCreateArgs.Builder.mkstream());
            for (int i = 0; i < 2; i++) {
                TEST_REDIS
                        .admin()
                        .xgroupCreateconsumer(
                                raw,
                                io.lettuce.core.Consumer.from(
                                        ConsumerGroup.NAME, "processor-" + i + "@build-host-0" + i));
            }
        }
    }

    private static void meters(MeterRegistry registry) {
        List<String> rules = List.of(
                "named-secret",
                "aws-access-key",
                "email",
                "github-token",
                "connection-string",
                "jwt",
                "pem",
                "credit-card");
        for (int i = 0; i < rules.size(); i++) {
            registry.counter("hookline.redactions", "rule", rules.get(i)).increment(200.0 / (i + 1));
        }
        registry.counter("claude.hooks.errors", "reason", "too_large").increment();
        registry.counter("hookline.retention.removed", "what", "events").increment(1200);
        registry.counter("hookline.retention.removed", "what", "sessions").increment(14);
        Timer timer = Timer.builder("claude.hook.duration")
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofMinutes(1))
                .register(registry);
        for (int i = 0; i < 200; i++) {
            timer.record(Duration.ofMillis(4 + i % 23));
        }
    }

    /** Sessions as people have them: some long, some failing, one with sub-agents, one that ended. */
    private String sessions(RedisLink link) {
        Instant now = Instant.now();
        for (int i = 0; i < 7; i++) {
            String id = "6f2a9c1" + i + "-4b7e-4d15-9d0c-" + Long.toHexString(random.nextLong() >>> 16);
            String folder = List.of(
                            "checkout-service",
                            "web",
                            "infrastructure",
                            "data-pipeline-with-a-long-name",
                            "docs",
                            "app",
                            "api")
                    .get(i);
            record(
                    new RecordedSession(link, 2, id, "/home/dev/work/" + folder),
                    now.minusSeconds(840),
                    20 + i * 6,
                    i == 4);
        }
        String id = "b81d03aa-busiest-session" + random.nextInt(1000);
        RecordedSession busiest = new RecordedSession(link, 2, id, "/home/dev/work/hookline");
        record(busiest, now.minusSeconds(700), 30, false);
        for (String agent : List.of("explore", "review")) {
            Instant begun = now.minusSeconds(300);
            busiest.add("SubagentStart", begun, agentFields(agent));
            for (int i = 0; i < 8; i++) {
                String call = "{\"tool_name\":\"Read\",\"tool_use_id\":\"" + agent + i + "\","
                        + agentFields(agent).substring(1);
                busiest.add("PreToolUse", begun.plusSeconds(i * 20L), call);
                busiest.add("PostToolUse", begun.plusSeconds(i * 20L + 4 + random.nextInt(12)), call);
            }
            busiest.add("SubagentStop", begun.plusSeconds(180), agentFields(agent));
        }
        busiest.add(
                "PreToolUse",
                now.minusSeconds(60),
                "{\"tool_name\":\"Bash\",\"tool_use_id\":\"open\",\"tool_input\":{\"command\":\"mvn verify\"}}");
        busiest.store();
        return id;
    }

    private static String agentFields(String agent) {
        return "{\"agent_id\":\"" + agent + "-1\",\"agent_type\":\"" + agent + "\"}";
    }

    private void record(RecordedSession session, Instant begin, int calls, boolean ended) {
        Instant time = begin.plusSeconds(random.nextInt(200));
        session.add("SessionStart", time, "{\"source\":\"startup\"}");
        for (int i = 0; i < calls; i++) {
            if (i % 7 == 0) {
                session.add(
                        "UserPromptSubmit",
                        time,
                        new Clear("{\"prompt\":\"Make the tests of the checkout green again\"}"),
                        Status.SUCCESS,
                        i % 14 == 0 ? 2 : 0);
                time = time.plusSeconds(2);
            }
            int tool = random.nextInt(TOOLS.size());
            String call = "{\"tool_name\":\"" + TOOLS.get(tool) + "\",\"tool_use_id\":\"t" + i
                    + "\",\"tool_input\":{\"command\":\"" + WORDS.get(tool) + "\"}}";
            session.add("PreToolUse", time, call);
            time = time.plusMillis(300 + random.nextInt(9_000));
            if (i % 9 == 5) {
                session.add("PostToolUseFailure", time, new Clear(call), Status.ERROR, 0);
            } else {
                session.add("PostToolUse", time, call);
            }
            if (i % 11 == 10) {
                session.add("Notification", time, "{\"message\":\"Claude needs your permission\"}");
                session.add("Stop", time, "{}");
            }
            time = time.plusMillis(random.nextInt(3_000));
        }
        if (ended) {
            session.add("SessionEnd", time, "{\"reason\":\"exit\"}");
        }
        session.store();
    }
}
