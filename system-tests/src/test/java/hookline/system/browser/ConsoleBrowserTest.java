package hookline.system.browser;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.schemas.PublishedEvent.Clear;
import hookline.schemas.PublishedEvent.Status;
import hookline.streams.Layout;
import hookline.streams.RecordedSession;
import hookline.streams.RedisLink;
import hookline.streams.TestRedis;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.Keys;

@Tag("full")
class ConsoleBrowserTest {
    @RegisterExtension
    static final TestRedis TEST_REDIS = new TestRedis();

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int PARTITIONS = 2;

    private static Browser browser;

    private RedisLink link;
    private ShownConsole console;

    @BeforeAll
    static void open() {
        browser = Browser.orSkip(ConsoleBrowserTest.class);
    }

    @AfterAll
    static void quit() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void start() throws Exception {
        link = TEST_REDIS.redis().link();
        Layout.agree(link, PARTITIONS, false);
        console = new ShownConsole(TEST_REDIS.environment(), List.of(), Optional.empty(), Optional.empty());
        browser.size(1440, 900, false);
    }

    @AfterEach
    void stop() {
        List<String> complaints = browser.complaints();
        browser.open("about:blank");
        console.close();
        link.close();
        List<String> unexpected = complaints.stream()
                .filter(words -> !words.contains("ERR_CONNECTION_REFUSED")
                        && !words.contains("ERR_INCOMPLETE_CHUNKED_ENCODING")
                        && !words.contains("ERR_EMPTY_RESPONSE"))
                .toList();
        assertEquals(List.of(), unexpected);
    }

    private RecordedSession session(String id) {
        return new RecordedSession(link, PARTITIONS, id, "/home/dev/" + id);
    }

    private void openSession(String id) {
        browser.open(console.address() + "/#/session/" + id);
    }

    private static void call(RecordedSession session, Instant start, String tool, String use, String end) {
        String payload = "{\"tool_name\":\"" + tool + "\",\"tool_use_id\":\"" + use
                + "\",\"tool_input\":{\"command\":\"do " + use + "\"}}";
        session.add("PreToolUse", start, payload);
        session.add(end, start.plusMillis(500), payload);
    }

    private List<String> shownNumbers() {
        return browser.texts(".event .seq");
    }

    @Test
    void aSessionAppearsAsItHappens() {
        browser.open(console.address());
        await().atMost(LIMIT).until(() -> browser.text("#state").equals("Live"));
        assertTrue(browser.text(".empty").contains("No events in this window yet"));
        RecordedSession session = session("first");
        call(session, Instant.now(), "Bash", "t1", "PostToolUse");
        session.add("UserPromptSubmit", Instant.now(), "{\"prompt\":\"go\"}").store();
        await().atMost(LIMIT).until(() -> browser.text(".lanes .name").contains("first"));
        assertTrue(browser.text(".lanes .facts").contains("3 events"));
        await().atMost(LIMIT).until(() -> browser.find(".lanes canvas")
                .map(canvas -> String.valueOf(canvas.getDomAttribute("aria-label")))
                .orElse("")
                .startsWith("1 tool calls, 0 failed, 0 open"));
        session("second").add("SessionStart", Instant.now(), "{}").store();
        await().atMost(LIMIT).until(() -> browser.all(".lanes li").size() == 2);
    }

    @Test
    void eventsAreFilteredByTypeToolStatusAndText() {
        RecordedSession session = session("s");
        call(session, Instant.now(), "Bash", "t1", "PostToolUse");
        call(session, Instant.now(), "Read", "t2", "PostToolUse");
        session.add(
                        "PostToolUseFailure",
                        Instant.now(),
                        new Clear("{\"tool_name\":\"Bash\",\"error\":\"broken pipe\"}"),
                        Status.ERROR,
                        0)
                .store();
        openSession("s");
        await().atMost(LIMIT).until(() -> browser.text(".found").equals("5 events"));
        choose("Type", "post_tool_use");
        await().atMost(LIMIT).until(() -> shownNumbers().equals(List.of("2", "4")));
        choose("Tool", "Read");
        await().atMost(LIMIT).until(() -> shownNumbers().equals(List.of("4")));
        choose("Type", "");
        choose("Tool", "");
        choose("Status", "error");
        await().atMost(LIMIT).until(() -> shownNumbers().equals(List.of("5")));
        choose("Status", "");
        browser.find("#filter").orElseThrow().sendKeys("DO T2");
        await().atMost(LIMIT).until(() -> shownNumbers().equals(List.of("3", "4")));
        assertEquals("2 of 5 events", browser.text(".found"));
    }

    private void choose(String label, String value) {
        browser.script("""
                const select = [...document.querySelectorAll('.filters label')]
                    .find((label) => label.textContent.startsWith(arguments[0])).querySelector('select');
                select.value = arguments[1];
                select.dispatchEvent(new Event('change'));
                """, label, value);
    }

    @Test
    void everythingCanBeDoneWithTheKeys() {
        RecordedSession session = session("s");
        for (int i = 0; i < 200; i++) {
            session.add("Notification", Instant.now(), "{\"message\":\"number " + i + "\"}");
        }
        session.store();
        openSession("s");
        await().atMost(LIMIT).until(() -> browser.text(".found").equals("200 events"));
        browser.press(Keys.HOME);
        browser.press(Keys.ARROW_DOWN);
        browser.press("j");
        await().atMost(LIMIT).until(() -> selected().equals("3"));
        await().atMost(LIMIT).until(() -> browser.text(".details pre").contains("number 2"));
        browser.press(Keys.END);
        await().atMost(LIMIT).until(() -> selected().equals("200"));
        browser.press(Keys.ESCAPE);
        await().atMost(LIMIT).until(() -> browser.all(".details[hidden]").size() == 1);
        browser.press("/");
        browser.press("number 17");
        await().atMost(LIMIT).until(() -> browser.text(".found").equals("11 of 200 events"));
        browser.press(Keys.ESCAPE);
        browser.press("?");
        await().atMost(LIMIT).until(() -> browser.find("#help[open]").isPresent());
        browser.press(Keys.ESCAPE);
        await().atMost(LIMIT).until(() -> browser.find("#help[open]").isEmpty());
        browser.press("p");
        await().atMost(LIMIT).until(() -> browser.text("h1").equals("Pipeline"));
        browser.press("s");
        await().atMost(LIMIT).until(() -> browser.text("h1").equals("Sessions"));
    }

    private String selected() {
        return browser.text(".event[aria-selected=true] .seq");
    }

    @Test
    void afterALostConnectionNothingIsMissingAndNothingTwice() throws Exception {
        RecordedSession session = session("s");
        session.add("SessionStart", Instant.now(), "{}").store();
        openSession("s");
        await().atMost(LIMIT).until(() -> browser.text(".found").equals("1 events"));
        for (int round = 1; round <= 3; round++) {
            console.stop();
            await().atMost(LIMIT).until(() -> browser.text("#state").equals("Reconnecting"));
            for (int i = 0; i < 40; i++) {
                session.add("Notification", Instant.now(), "{}");
            }
            session.store();
            console.start();
            String expected = (1 + 40 * round) + " events";
            await().atMost(LIMIT).until(() -> browser.text(".found").equals(expected));
        }
        List<String> numbers = new ArrayList<>();
        for (int top = 0; top <= 121 * 34; top += 300) {
            browser.script("document.querySelector('.events').scrollTop = arguments[0]", top);
            await().atMost(LIMIT).until(() -> !shownNumbers().isEmpty());
            numbers.addAll(shownNumbers());
        }
        assertEquals(121, new HashSet<>(numbers).size());
    }

    @Test
    void whatAnEventSaysIsShownAndNeverRun() {
        String markup = "<img src=x onerror='window.hacked=1'><script>window.hacked=2</script>";
        String hostile = markup.replace("'", "\\u0027") + "\\u202e\\u0000\\u001b[31m";
        RecordedSession session = new RecordedSession(link, PARTITIONS, "<b onmouseover=hacked=3>", "/tmp/" + markup);
        Instant now = Instant.now();
        session.add(
                        "PreToolUse",
                        now,
                        "{\"tool_name\":\"" + hostile + "\",\"tool_input\":{\"command\":\"" + hostile + "\"}}")
                .add("Notification", now, "{\"message\":\"" + hostile + "\"}")
                .store();
        browser.open(console.address());
        await().atMost(LIMIT).until(() -> browser.all(".lanes li").size() == 1);
        browser.find(".lanes .name").orElseThrow().click();
        await().atMost(LIMIT).until(() -> browser.text(".found").equals("2 events"));
        browser.press(Keys.HOME);
        await().atMost(LIMIT).until(() -> browser.text(".details pre").contains("onerror"));
        String shown = browser.text(".event .words");
        assertTrue(shown.startsWith("<img src=x onerror='window.hacked=1'>"), shown);
        assertFalse(shown.chars().anyMatch(c -> Character.isISOControl(c) || c == 0x202e), shown);
        assertEquals("undefined", browser.script("return typeof window.hacked"));
        assertEquals(
                0L,
                browser.script(
                        "return document.querySelectorAll('main img, main script, main b[onmouseover]').length"));
    }

    @Test
    void aHundredThousandEventsNeedNoMoreElementsThanAFew() {
        RecordedSession session = session("long");
        Instant begin = Instant.now().minusSeconds(50_000);
        for (int i = 0; i < 50_000; i++) {
            call(session, begin.plusSeconds(i), i % 3 == 0 ? "Bash" : "Read", "t" + i, "PostToolUse");
        }
        session.store();
        openSession("long");
        await().atMost(Duration.ofMinutes(2)).until(() -> browser.text(".found").equals("100,000 events"));
        browser.press(Keys.END);
        await().atMost(LIMIT).until(() -> selected().equals("100000"));
        browser.press(Keys.HOME);
        await().atMost(LIMIT).until(() -> selected().equals("1"));
        assertTrue(browser.all(".event").size() < 100);
        browser.script("document.querySelector('.events').scrollTop = 50000 * 34");
        await().atMost(LIMIT).until(() -> shownNumbers().contains("50001"));
        choose("Tool", "Bash");
        await().atMost(LIMIT).until(() -> browser.text(".found").equals("33,334 of 100,000 events"));
    }

    @Test
    void nothingIsAskedOfAnotherHost() {
        session("s").add("SessionStart", Instant.now(), "{}").store();
        for (String page : List.of("/#/", "/#/session/s", "/#/pipeline")) {
            browser.open(console.address() + page);
            await().atMost(LIMIT).until(() -> browser.text("#state").equals("Live"));
            List<?> elsewhere = (List<?>) browser.script("""
                    return performance.getEntriesByType('resource').map((entry) => entry.name)
                        .filter((name) => new URL(name).origin !== location.origin)
                    """);
            assertEquals(List.of(), elsewhere);
        }
    }
}
