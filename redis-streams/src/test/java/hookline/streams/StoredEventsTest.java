package hookline.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.streams.StoredEvents.StoredEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StoredEventsTest {
    @RegisterExtension
    static final TestRedis TEST_REDIS = new TestRedis();

    private RedisLink link;

    @BeforeEach
    void connect() {
        link = TEST_REDIS.redis().link();
    }

    @AfterEach
    void disconnect() {
        link.close();
    }

    private void store(String id, String line) {
        TEST_REDIS.admin().hset(new Keys(1).event(id), "data", line);
    }

    private List<StoredEvent> walk(Runnable atEach) {
        List<StoredEvent> seen = new ArrayList<>();
        new StoredEvents(link).forEach(new StopSignal(), event -> {
            seen.add(event);
            atEach.run();
        });
        return seen;
    }

    @Test
    void everyEventIsSeenAndNothingElse() {
        for (int i = 0; i < 1_000; i++) {
            store("id-" + i, "line " + i);
        }
        TEST_REDIS.admin().hset("hooks:session:{1}:s", "data", "no event");
        TEST_REDIS.admin().hset(new Keys(1).event("empty"), "timestamp", "1");

        TreeSet<String> lines = new TreeSet<>();
        walk(() -> {}).forEach(event -> lines.add(event.line()));
        assertEquals(1_000, lines.size());
        assertTrue(lines.stream().allMatch(line -> line.startsWith("line ")));
    }

    @Test
    void noMoreThanEightMebibytesAreReadAhead() {
        String large = "x".repeat(3 << 20);
        for (int i = 0; i < 6; i++) {
            store("id-" + i, large);
        }
        store("larger than a page", "y".repeat(9 << 20));

        // What is gone after the first one was handed over and is still seen had been read before.
        assertTrue(walk(() -> TEST_REDIS.admin().flushall()).size() <= 2);
    }

    @Test
    void aStopEndsTheWalkWithinAPage() {
        for (int i = 0; i < 5_000; i++) {
            store("id-" + i, "line");
        }
        StopSignal stop = new StopSignal();
        List<String> seen = new ArrayList<>();
        new StoredEvents(link).forEach(stop, event -> {
            seen.add(event.key());
            stop.request();
        });
        assertTrue(seen.size() < 1_000);
    }

    @Test
    void oneEventIsFoundInWhicheverPartitionItIs() {
        assertEquals(Optional.empty(), new StoredEvents(link).find("a"));
        TEST_REDIS.admin().hset(Keys.META, Map.of("layout", "1", "partitions", "3"));
        store("a", "line");

        assertEquals(Optional.of("line"), new StoredEvents(link).find("a"));
        assertEquals(Optional.empty(), new StoredEvents(link).find("b"));
    }

    @Test
    void aLineThatChangedMeanwhileIsNotReplaced() {
        store("a", "line");
        StoredEvent event = walk(() -> {}).get(0);
        StoredEvents events = new StoredEvents(link);

        assertTrue(events.replace(event, "other"));
        assertTrue(!events.replace(event, "third"));
        assertEquals("other", TEST_REDIS.admin().hget(event.key(), "data"));
    }
}
