package hookline.system;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.streams.Commit;
import hookline.streams.CommitScript;
import hookline.streams.Keys;
import hookline.streams.Layout;
import hookline.streams.Redis;
import hookline.streams.RedisLink;
import hookline.streams.RedisOutage;
import hookline.streams.RedisUnavailableException;
import hookline.streams.StopSignal;
import hookline.streams.TestRedis;
import hookline.streams.reader.LogReader;
import hookline.streams.reader.Position;
import hookline.streams.reader.ReaderOptions;
import hookline.streams.reader.Received;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ReadEventsExampleTest {
    @RegisterExtension
    static final TestRedis TEST_REDIS = new TestRedis();

    private static final Path CHECKOUT = Path.of(System.getProperty("hookline.checkout"));

    @TempDir
    Path folder;

    private final List<String> handled = new CopyOnWriteArrayList<>();

    private void handle(String line) {
        handled.add(line);
    }

    private void note(Received notice) {
        handled.add(notice.toString());
    }

    void follow(Redis redis, Layout layout, Path stored, StopSignal stop) throws IOException {
        Position position = Files.exists(stored) ? Position.parse(Files.readString(stored)) : Position.START;
        RedisOutage outage = new RedisOutage("my reader");
        try (LogReader reader = LogReader.open(redis, layout, ReaderOptions.from(position))) {
            while (!stop.isRequested()) {
                try {
                    Received received = reader.poll(Duration.ofMillis(500)).orElse(null);
                    outage.isOver();
                    if (received instanceof Received.Event event) {
                        handle(event.line());
                    } else if (received != null) {
                        note(received);
                    }
                    Files.writeString(stored, reader.position().toString());
                } catch (RedisUnavailableException e) {
                    outage.await(e, stop);
                }
            }
        }
    }

    @Test
    void theExampleGoesOnWhereItWas() throws IOException {
        assertEquals(List.of("{\"n\":1}"), after(1));
        assertEquals(List.of("{\"n\":1}", "{\"n\":2}"), after(2));
    }

    private List<String> after(long number) {
        StopSignal stop = new StopSignal();
        try (RedisLink link = TEST_REDIS.redis().link()) {
            CompletableFuture<Void> following = CompletableFuture.runAsync(() -> {
                try {
                    follow(TEST_REDIS.redis(), new Layout(1), folder.resolve("position"), stop);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            Commit event = new Commit.Store(
                    "1-1", "e" + number, "{\"n\":" + number + "}", "stop_hook", "s", number, Instant.EPOCH, "", "");
            new CommitScript(link, new Keys(0), InstantSource.system()).apply(List.of(event));
            await().until(() -> handled.size() >= number);
            stop.request();
            following.join();
        }
        return handled;
    }

    @Test
    void theDocumentShowsTheMethodAsItIsHere() throws IOException {
        Matcher method = Pattern.compile("\n    (void follow.*?\n    }\n)", Pattern.DOTALL)
                .matcher(Files.readString(
                        CHECKOUT.resolve("system-tests/src/test/java/hookline/system/ReadEventsExampleTest.java")));
        assertTrue(method.find());
        String document = Files.readString(CHECKOUT.resolve("docs/how-to/read-events-from-java.md"));
        String example = "```java\n" + method.group(1).replace("\n    ", "\n") + "```\n";
        assertTrue(document.contains(example), () -> "the document should have:\n" + example);
    }
}
