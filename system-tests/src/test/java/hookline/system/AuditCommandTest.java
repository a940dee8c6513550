package hookline.system;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.schemas.crypto.Keysets;
import hookline.streams.Keys;
import hookline.streams.TestRedis;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Tag("full")
class AuditCommandTest {
    @RegisterExtension
    static final TestRedis TEST_REDIS = new TestRedis();

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private Map<String, String> environment;

    @BeforeEach
    void prepare() {
        environment = TEST_REDIS.environment();
        environment.put("HOME", folder.toString());
        environment.put("HOOKLINE_HOME", folder.resolve("home").toString());
    }

    private HooklineProcess start(String... command) throws Exception {
        return HooklineProcess.start(folder, environment, command);
    }

    private String run(int expected, String... command) throws Exception {
        try (HooklineProcess process = start(command)) {
            assertEquals(expected, process.exitCode(), process.errors());
            return process.output() + process.errors();
        }
    }

    private List<StreamMessage<String, String>> entries() {
        return TEST_REDIS.admin().xrange(Keys.AUDIT, Range.unbounded());
    }

    private void createKeys() throws Exception {
        run(0, "keys", "create");
        environment.put(
                "HOOKLINE_AUDIT_KEY_FILE",
                folder.resolve("home").resolve("keys").resolve("audit-key").toString());
    }

    @Test
    void processesThatWriteAtOnceKeepOneChainAndAChangeIsFound() throws Exception {
        createKeys();
        Path file = folder.resolve("audit.jsonl");
        environment.put("HOOKLINE_AUDIT_FILE", file.toString());
        List<HooklineProcess> running = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            running.add(start("keys", "rotate", "--sealing"));
        }
        for (HooklineProcess process : running) {
            assertEquals(0, process.exitCode(), process.errors());
            process.close();
        }
        assertTrue(run(0, "audit", "verify").startsWith("5 entries, 5 signed, numbers 1 to 5,"));
        assertTrue(run(0, "audit", "verify", "--file", file.toString()).startsWith("4 entries, 4 signed,"));
        assertEquals(5, run(0, "audit", "list").lines().count());

        List<String> lines = Files.readAllLines(file);
        Files.write(file, List.of(lines.get(0), lines.get(1), lines.get(3)));
        assertTrue(run(1, "audit", "verify", "--file", file.toString()).contains("line 3 (number 4)"));
        String entry = entries().get(2).getId();
        TEST_REDIS.admin().xdel(Keys.AUDIT, entry);
        assertTrue(run(1, "audit", "verify").contains("does not follow number 2"));
    }

    @Test
    void whatCannotBeWrittenDownIsNotDone() throws Exception {
        createKeys();
        Path keyset = folder.resolve("home").resolve("keys").resolve("sealing-keyset.json");
        String before = Files.readString(keyset);
        environment.put("REDIS_PORT", "1");
        String refused = run(1, "keys", "rotate", "--sealing");
        assertTrue(refused.contains("HOOKLINE_AUDIT_FILE"), refused);
        assertEquals(before, Files.readString(keyset));

        environment.put("HOOKLINE_AUDIT_FILE", folder.resolve("audit.jsonl").toString());
        run(0, "keys", "rotate", "--sealing");
        assertEquals(1, Files.readAllLines(folder.resolve("audit.jsonl")).size());
    }

    @Test
    void anErasureIsWrittenDownWithoutTheSessionItErased() throws Exception {
        createKeys();
        TEST_REDIS.admin().hset(Keys.META, Map.of("layout", "1", "partitions", "1"));
        run(0, "erase", "--session", "recognisable", "--yes");
        String listed = run(0, "audit", "list", "--json");
        assertTrue(listed.contains("\"act\":\"erasure_started\""), listed);
        assertTrue(listed.contains("\"act\":\"erasure_ended\""), listed);
        assertFalse(listed.contains("recognisable"), listed);
    }

    @Test
    void aDecryptionIsWrittenDownByTheIdsOfItsKeys() throws Exception {
        createKeys();
        String keyset = Keysets.newEncryptionKeyset();
        environment.put("HOOKLINE_ENCRYPTION_KEYSET", keyset);
        run(0, "decrypt");
        StreamMessage<String, String> entry = entries().get(1);
        assertEquals("events_decrypted", entry.getBody().get("act"));
        assertEquals(Keysets.keyIds(keyset).get(0), entry.getBody().get("subject"));
    }

    @Test
    void withoutAKeyEntriesProveNothingAndThatIsSaid() throws Exception {
        createKeys();
        String key = String.valueOf(environment.remove("HOOKLINE_AUDIT_KEY_FILE"));
        assertTrue(run(0, "keys", "rotate", "--sealing").contains("without a signature"));
        environment.put("HOOKLINE_AUDIT_KEY_FILE", key);
        assertTrue(run(1, "audit", "verify").contains("Nothing proves the last 1 entries"));
        run(0, "keys", "rotate", "--sealing");
        run(0, "audit", "verify");
    }

    @Test
    void aServiceSaysAtItsStartWhatWeakensPrivacy() throws Exception {
        createKeys();
        environment.put("HOOKLINE_ENCRYPTION", "off");
        environment.put("HOOKLINE_SEALING_KEYSET", Keysets.newSealingKeyset());
        environment.put("HOOKLINE_PROCESSOR_PORT", "0");
        environment.put("HOOKLINE_CONSOLE_PORT", "0");
        try (HooklineProcess processor = start("processor")) {
            await().atMost(LIMIT).until(() -> entries().size() == 2);
            assertTrue(processor.isAlive());
            assertTrue(processor.errors().contains("HOOKLINE_ENCRYPTION is off: payloads are published redacted"));
        }
        assertTrue(run(1, "doctor").contains("warning  privacy: HOOKLINE_ENCRYPTION"));
        assertEquals("privacy_weakened", entries().get(1).getBody().get("act"));
        assertEquals(
                "processor: HOOKLINE_ENCRYPTION", entries().get(1).getBody().get("subject"));
    }
}
