package hookline.streams;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.schemas.CopiedRecord;
import hookline.schemas.UndecodableException;
import hookline.schemas.copy.CopyKind;
import hookline.schemas.copy.CopyReader;
import hookline.schemas.copy.CopyWriter;
import io.lettuce.core.Range;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CopyTest {
    @RegisterExtension
    static final TestRedis TEST_REDIS = new TestRedis();

    private static final Layout LAYOUT = ErasedWorld.LAYOUT;
    private final Instant fired = Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.MILLIS);

    @TempDir
    Path folder;

    private final RedisCommands<String, String> admin = TEST_REDIS.admin();
    private RedisLink link;
    private ErasedWorld world;

    @BeforeEach
    void fill() throws Exception {
        link = TEST_REDIS.redis().link();
        world = new ErasedWorld(link, admin);
        for (int i = 0; i < 150; i++) {
            assertEquals(Verdict.STORED, world.store("session-" + i % 7, "event-" + i, fired));
        }
        assertEquals(Verdict.DEAD, world.bury("session-1", "session-1", "dead-1", fired, "no"));
        assertEquals(Verdict.DEAD, world.bury("session-2", "", "dead-2", fired, "no"));
        erase("gone");
    }

    @AfterEach
    void disconnect() {
        link.close();
    }

    private void erase(String session) {
        new ErasureRun(
                        link,
                        LAYOUT,
                        new ErasureScope.Session(session),
                        SealedSession.CLOSED,
                        new StopSignal(),
                        erased -> {})
                .run(false);
    }

    private Path export(String format, CopyScope scope) throws Exception {
        Path file = folder.resolve("copy." + format);
        try (OutputStream out = Files.newOutputStream(file);
                CopyWriter writer = format.equals("avro") ? CopyWriter.avro(out) : CopyWriter.jsonl(out)) {
            new CopySource(link, LAYOUT, scope, new StopSignal()).run(writer::write);
        }
        return file;
    }

    private static List<CopiedRecord> records(Path file) throws Exception {
        List<CopiedRecord> records = new ArrayList<>();
        try (CopyReader reader = CopyReader.open(file)) {
            for (Optional<CopiedRecord> next = reader.next(); next.isPresent(); next = reader.next()) {
                CopyRules.check(next.get());
                records.add(next.get());
            }
        }
        return records;
    }

    private CopyTarget restore(Path file, Layout layout, boolean publish) throws Exception {
        CopyTarget target = new CopyTarget(link, layout, publish);
        records(file).forEach(target::take);
        target.flush();
        return target;
    }

    private CopyCheck check(Path file, Layout layout) throws Exception {
        CopyCheck check = new CopyCheck(link, layout);
        records(file).forEach(check::take);
        return check;
    }

    /** Everything but what waits to be processed, with places and scores. */
    private Map<String, Object> everything() {
        Map<String, Object> found = new TreeMap<>();
        for (String key : admin.keys("*")) {
            if (!key.startsWith("hookline:raw")) {
                found.put(
                        key,
                        switch (admin.type(key)) {
                            case "hash" -> new TreeMap<>(admin.hgetall(key));
                            case "stream" ->
                                admin.xrange(key, Range.unbounded()).stream()
                                        .map(entry -> entry.getId() + " " + new TreeMap<>(entry.getBody()))
                                        .toList();
                            case "zset" -> admin.zrangeWithScores(key, 0, -1);
                            default -> "another type";
                        });
            }
        }
        return found;
    }

    @ParameterizedTest
    @ValueSource(strings = {"jsonl", "avro"})
    void whatWasExportedAndFlushedIsEqualOnceItIsImported(String format) throws Exception {
        Map<String, Object> before = everything();
        Path file = export(format, CopyScope.ALL);
        admin.flushall();

        CopyTarget target = restore(file, LAYOUT, false);
        assertEquals(152, target.count(Verdict.STORED));
        assertEquals(before, everything());
        CopyCheck check = check(file, LAYOUT);
        assertTrue(check.equal() > 152);
        assertEquals(0, check.missing() + check.different() + check.notInCopy(new StopSignal()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jsonl", "avro"})
    void importingTwiceIsTheSameAsOnce(String format) throws Exception {
        Map<String, Object> before = everything();
        Path file = export(format, CopyScope.ALL);
        assertEquals(152, restore(file, LAYOUT, false).count(Verdict.DUPLICATE));
        assertEquals(before, everything());

        admin.flushall();
        restore(file, LAYOUT, false);
        CopyTarget again = restore(file, LAYOUT, false);
        assertEquals(0, again.count(Verdict.STORED));
        assertEquals(152, again.count(Verdict.DUPLICATE));
        assertEquals(before, everything());
    }

    @Test
    void whatWasErasedSinceStaysErased() throws Exception {
        Path file = export("avro", CopyScope.ALL);
        erase("session-3");
        Map<String, Object> erased = everything();

        CopyTarget target = restore(file, LAYOUT, false);
        assertEquals(0, target.count(Verdict.STORED));
        assertTrue(target.count(Verdict.ERASED) > 20);
        assertEquals(List.of(), world.logged("session-3"));
        assertEquals(erased, everything());
    }

    @Test
    void marksOfErasuresAreRestoredToo() throws Exception {
        Path file = export("jsonl", CopyScope.ALL);
        admin.flushall();
        restore(file, LAYOUT, false);
        for (int partition = 0; partition < LAYOUT.partitions(); partition++) {
            new ConsumerGroup(link, new Keys(partition), "test", deleted -> {}).create();
        }
        assertEquals(Verdict.ERASED, world.store("gone", "late", fired));
    }

    @Test
    void aRunningProcessorAndAnImportLeaveEveryEventOnce() throws Exception {
        Path file = export("jsonl", CopyScope.ALL);
        admin.flushall();
        CountDownLatch begun = new CountDownLatch(20);
        CompletableFuture<Integer> processor = CompletableFuture.supplyAsync(() -> {
            try (RedisLink own = TEST_REDIS.redis().link()) {
                ErasedWorld running = new ErasedWorld(own, admin);
                int stored = 0;
                // Half of them are in the copy too.
                for (int i = 100; i < 200; i++) {
                    stored += running.store("session-" + i % 7, "event-" + i, fired) == Verdict.STORED ? 1 : 0;
                    begun.countDown();
                }
                return stored;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        begun.await();
        CopyTarget target = restore(file, LAYOUT, false);

        assertEquals(200, processor.get() + target.count(Verdict.STORED) - 2);
        List<String> logged = new ArrayList<>();
        for (int session = 0; session < 7; session++) {
            logged.addAll(world.logged("session-" + session));
        }
        assertEquals(200, logged.size());
        assertEquals(200, Stream.of(logged.toArray()).distinct().count());
        long counted = new StoredSessions(link, LAYOUT)
                .newest(100).stream()
                        .mapToLong(StoredSessions.StoredSession::events)
                        .sum();
        assertEquals(200, counted);
    }

    @Test
    void anotherNumberOfPartitionsHoldsTheSameEvents() throws Exception {
        Path file = export("avro", CopyScope.ALL);
        admin.flushall();
        Layout other = new Layout(5);
        assertEquals(152, restore(file, other, false).count(Verdict.STORED));

        List<String> wrong = new ArrayList<>();
        for (CopiedRecord copied : records(file)) {
            if (copied.getKind().equals(CopyKind.EVENT)) {
                Keys keys = Keys.ofSession(copied.getSessionId(), 5);
                if (!Long.toString(copied.getTime()).equals(admin.hget(keys.event(copied.getId()), "timestamp"))) {
                    wrong.add(copied.getId());
                }
            }
        }
        assertEquals(List.of(), wrong);
        assertEquals(0, check(file, other).missing());
    }

    @Test
    void onlyWhoAsksForItPublishes() throws Exception {
        Path file = export("jsonl", CopyScope.ALL);
        List<String> published = new CopyOnWriteArrayList<>();
        try (PublishedChannel channel = TEST_REDIS.redis().channel()) {
            channel.subscribe(published::add);
            admin.flushall();
            restore(file, LAYOUT, false);
            admin.flushall();
            restore(file, LAYOUT, true);
            await().until(() -> published.size() >= 150);
            assertEquals(150, published.size());
        }
    }

    @Test
    void aSessionAloneIsCopiedWithNothingOfOthers() throws Exception {
        List<CopiedRecord> records =
                records(export("jsonl", new CopyScope(Optional.empty(), Optional.empty(), Optional.of("session-1"))));
        assertEquals(
                22,
                records.stream()
                        .filter(copied -> copied.getKind().equals(CopyKind.EVENT))
                        .count());
        assertTrue(records.stream().noneMatch(copied -> copied.getSessionId().equals("session-2")));
    }

    @Test
    void timesLimitACopyByWhenEventsWereCommitted() throws Exception {
        Instant now = Instant.now().plusSeconds(1);
        CopyScope later = new CopyScope(Optional.of(now), Optional.empty(), Optional.empty());
        CopyScope earlier = new CopyScope(Optional.empty(), Optional.of(now), Optional.empty());
        assertFalse(records(export("jsonl", later)).stream()
                .anyMatch(copied -> copied.getKind().equals(CopyKind.EVENT)));
        assertEquals(
                150,
                records(export("jsonl", earlier)).stream()
                        .filter(copied -> copied.getKind().equals(CopyKind.EVENT))
                        .count());
    }

    @Test
    void theCheckSeesEveryKindOfDifference() throws Exception {
        Path file = export("avro", CopyScope.ALL);
        String changed = Keys.ofSession("session-0", 2).event("event-0");
        admin.hset(changed, "sequence", "9");
        admin.del(Keys.ofSession("session-1", 2).event("event-1"));
        CopyCheck check = check(file, LAYOUT);
        assertEquals(1, check.different());
        assertEquals(1, check.missing());
        assertEquals(0, check.notInCopy(new StopSignal()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jsonl", "avro"})
    void aDamagedFileIsNamedByItsRecord(String format) throws Exception {
        Path file = export(format, CopyScope.ALL);
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
        UndecodableException refused = assertThrows(UndecodableException.class, () -> records(file));
        assertTrue(refused.getMessage().matches("record \\d+: .*"), refused.getMessage());
    }

    @Test
    void aLineThatIsNotTheRecordsOwnIsRefused() throws Exception {
        Path file = export("jsonl", CopyScope.ALL);
        String text = Files.readString(file).replaceFirst("\"id\":\"event-5\"", "\"id\":\"event-x\"");
        Files.writeString(file, text);
        assertThrows(UndecodableException.class, () -> records(file));
    }
}
