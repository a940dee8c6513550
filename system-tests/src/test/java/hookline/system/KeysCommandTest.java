package hookline.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.schemas.HookCapture;
import hookline.schemas.HookType;
import hookline.schemas.PublishedEvent;
import hookline.schemas.PublishedEvent.Context;
import hookline.schemas.PublishedEvent.Status;
import hookline.schemas.PublishedJson;
import hookline.schemas.crypto.Keysets;
import hookline.schemas.crypto.PayloadEncryption;
import hookline.schemas.crypto.Sealing;
import hookline.streams.Keys;
import hookline.streams.Layout;
import hookline.streams.RawHookStream;
import hookline.streams.RedisLink;
import hookline.streams.TestRedis;
import io.lettuce.core.Range;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class KeysCommandTest {
    @RegisterExtension
    static final TestRedis TEST_REDIS = new TestRedis();

    @TempDir
    Path folder;

    private Map<String, String> environment;

    @BeforeEach
    void prepare() {
        environment = TEST_REDIS.environment();
        environment.put("HOME", folder.toString());
        environment.put("HOOKLINE_HOME", folder.resolve("home").toString());
    }

    private Path key(String name) {
        return folder.resolve("home/keys").resolve(name);
    }

    private String primary(String keyset) throws Exception {
        return Keysets.keyIds(Files.readString(key(keyset))).get(0);
    }

    private String run(int expected, String... command) throws Exception {
        try (HooklineProcess process = HooklineProcess.start(folder, environment, command)) {
            assertEquals(expected, process.exitCode(), process.errors());
            return process.output() + process.errors();
        }
    }

    /** The line of one key in {@code keys list}. */
    private String listed(String purpose, String id, String... further) throws Exception {
        List<String> command = new ArrayList<>(List.of("keys", "list"));
        command.addAll(List.of(further));
        String all = run(0, command.toArray(String[]::new));
        return all.lines()
                .filter(line -> line.contains(purpose) && line.contains(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError(all));
    }

    private void publish(String id, String keyset) throws Exception {
        HookType stop = HookType.parse("Stop").orElseThrow();
        TEST_REDIS
                .admin()
                .hset(
                        new Keys(0).event(id),
                        "data",
                        PublishedJson.write(new PublishedEvent(
                                id,
                                stop,
                                Instant.EPOCH,
                                "s",
                                1,
                                Status.SUCCESS,
                                0,
                                PayloadEncryption.with(keyset).encrypt("{\"said\":1}", "", id, "s", stop.wireName()),
                                new Context("linux", "", "", "", ""),
                                10,
                                0)));
    }

    private void send(String id, String publicKeyset) throws Exception {
        try (RedisLink link = TEST_REDIS.redis().link()) {
            HookCapture capture = new HookCapture(ByteBuffer.allocate(0), null, null, "", "", "", "", false, 0L);
            new RawHookStream(link, Layout.agree(link, 0, false))
                    .append(List.of(
                            Sealing.to(publicKeyset, InstantSource.system()).seal(id, "s", 1, Instant.EPOCH, capture)));
        }
    }

    /** As far as the command can tell. */
    private void letTimePass() throws IOException {
        Path history = key("history");
        Files.writeString(history, Files.readString(history).replaceAll("(?m)\\S+$", "2026-01-01T00:00:00Z"));
    }

    @Test
    void commandsThatCreateAtOnceMakeOneSetOfKeys() throws Exception {
        List<HooklineProcess> creating = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            creating.add(HooklineProcess.start(folder, environment, "keys", "create"));
        }
        for (HooklineProcess process : creating) {
            assertEquals(0, process.exitCode(), process.errors());
            process.close();
        }
        assertEquals(primary("sealing-keyset.json"), primary("sealing-public.json"));
        String history = Files.readString(key("history"));
        assertTrue(history.contains(primary("sealing-keyset.json")), history);
        assertTrue(history.contains(primary("encryption-keyset.json")), history);
        assertEquals(2, history.lines().count());
    }

    @Test
    void aKeyIsListedWithWhatNeedsItAndRetiredOnlyWhenNothingDoes() throws Exception {
        run(0, "keys", "create");
        String old = primary("encryption-keyset.json");
        String oldSealing = primary("sealing-keyset.json");
        publish("a", Files.readString(key("encryption-keyset.json")));
        publish("b", Files.readString(key("encryption-keyset.json")));
        publish("strange", Keysets.newEncryptionKeyset());
        String oldPublic = Files.readString(key("sealing-public.json"));
        send("c", oldPublic);
        run(0, "keys", "rotate", "--encryption");
        run(0, "keys", "rotate", "--sealing");

        String json = listed("\"encryption\"", old, "--json");
        assertTrue(json.contains("\"primary\":false") && json.endsWith("\"needed_by\":2}"), json);
        assertTrue(json.contains("\"created\":\"20") && json.contains("\"replaced\":\"20"), json);
        String fresh = listed("encryption ", primary("encryption-keyset.json"));
        assertTrue(fresh.contains("  primary  created 20") && fresh.endsWith("  needed by 0"), fresh);
        assertTrue(listed("sealing ", oldSealing).endsWith("  needed by 1"));
        assertTrue(run(0, "keys", "list").contains("1 of what Redis holds need keys that are not in"));

        for (String id : List.of(old, oldSealing)) {
            String early = run(1, "keys", "retire", id);
            assertTrue(early.contains("Some process may still use key " + id), early);
        }
        letTimePass();
        assertTrue(run(1, "keys", "retire", old).contains("still needed by 2"));
        assertTrue(run(1, "keys", "retire", oldSealing).contains("still needed by 1"));
        TEST_REDIS.admin().del(new Keys(0).event("a"), new Keys(0).event("b"), new Keys(0).raw());
        run(0, "keys", "retire", old);
        String newPublic = Files.readString(key("sealing-public.json"));
        Files.writeString(key("sealing-public.json"), oldPublic);
        assertTrue(run(1, "keys", "retire", oldSealing).contains("Agents seal to key " + oldSealing));
        Files.writeString(key("sealing-public.json"), newPublic);
        run(0, "keys", "retire", oldSealing);
        assertEquals(
                List.of(primary("sealing-keyset.json")), Keysets.keyIds(Files.readString(key("sealing-public.json"))));
        assertEquals(2, Files.readString(key("history")).lines().count());
    }

    @Test
    void aRedisThatHoldsNothingOfHooklineLetsNoKeyGo() throws Exception {
        run(0, "keys", "create");
        String old = primary("encryption-keyset.json");
        run(0, "keys", "rotate", "--encryption");
        letTimePass();

        String refused = run(1, "keys", "retire", old);
        assertTrue(refused.contains("look whether REDIS_HOST is the right one"), refused);
        environment.remove("REDIS_HOST");
        String listed = run(0, "keys", "list");
        assertTrue(listed.contains("could not be counted") && listed.contains(old + "  old"), listed);
    }

    @Test
    void oneStoredEventIsDecryptedAndThatIsWrittenDown() throws Exception {
        run(0, "keys", "create");
        Path keyset = key("encryption-keyset.json");
        environment.put("HOOKLINE_ENCRYPTION_KEYSET_FILE", keyset.toString());
        TEST_REDIS.admin().hset(Keys.META, Map.of("layout", "1", "partitions", "1"));
        publish("a", Files.readString(keyset));

        assertTrue(run(0, "decrypt", "--event", "a").contains("\"payload\":{\"said\":1}"));
        assertEquals(
                "events_decrypted",
                TEST_REDIS
                        .admin()
                        .xrange(Keys.AUDIT, Range.unbounded())
                        .get(1)
                        .getBody()
                        .get("act"));
        assertTrue(run(1, "decrypt", "--event", "none").contains("has no event none"));
        TEST_REDIS.admin().hset(new Keys(0).event("a"), "data", "{}");
        String damaged = run(1, "decrypt", "--event", "a");
        assertFalse(damaged.contains("\tat "), damaged);
        assertTrue(damaged.contains("event a: not a published event"), damaged);
    }
}
