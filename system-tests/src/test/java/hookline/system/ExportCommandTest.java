package hookline.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.streams.Commit;
import hookline.streams.CommitScript;
import hookline.streams.Keys;
import hookline.streams.Layout;
import hookline.streams.RedisLink;
import hookline.streams.TestRedis;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExportCommandTest {
    @RegisterExtension
    static final TestRedis TEST_REDIS = new TestRedis();

    @TempDir
    Path folder;

    @BeforeEach
    void store() {
        try (RedisLink link = TEST_REDIS.redis().link()) {
            Layout.agree(link, 1, false);
            List<Commit> events = IntStream.rangeClosed(1, 100)
                    .mapToObj(sequence -> (Commit) new Commit.Store(
                            "1-1",
                            "id-" + sequence,
                            "{\"id\":\"id-" + sequence
                                    + "\",\"hook_type\":\"stop_hook\",\"timestamp\":\"2026-11-22T10:00:00.000Z\","
                                    + "\"session_id\":\"a\",\"sequence\":" + sequence + ",\"payload\":{}}",
                            "stop_hook",
                            "a",
                            sequence,
                            Instant.EPOCH,
                            "/h",
                            "m"))
                    .toList();
            new CommitScript(link, new Keys(0), InstantSource.system()).apply(events);
        }
    }

    private String run(int exitCode, String... command) throws Exception {
        Map<String, String> environment = new HashMap<>(TEST_REDIS.environment());
        environment.put("HOME", folder.toString());
        environment.put("HOOKLINE_HOME", folder.resolve("home").toString());
        try (HooklineProcess process = HooklineProcess.start(folder, environment, command)) {
            assertEquals(exitCode, process.exitCode(), process.errors());
            return exitCode == 0 || process.errors().isEmpty() ? process.output() : process.errors();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jsonl", "avro"})
    void aCopyOutlivesItsRedis(String format) throws Exception {
        Path copy = folder.resolve("copy");
        run(0, "export", "--format", format, "--output", copy.toString());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)));
        TEST_REDIS.admin().flushall();

        String imported = run(0, "import", copy.toString(), "--json");
        assertEquals("{\"restored\":100,\"duplicates\":0,\"erased\":0,\"blocked\":0}", imported.strip());
        // 100 events, a session and a day.
        assertEquals(
                "{\"equal\":102,\"missing\":0,\"different\":0,\"not_in_copy\":0}",
                run(0, "export", "--check", copy.toString(), "--json").strip());
        TEST_REDIS.admin().del(new Keys(0).event("id-7"));
        assertEquals(
                "101 equal, 1 missing in Redis, 0 different, 0 events not in the copy",
                run(1, "import", "--check", copy.toString()).strip());
    }

    @Test
    void aDamagedCopyIsRefusedInOneLineAndNothingOfItIsWritten() throws Exception {
        Path copy = folder.resolve("copy");
        run(0, "export", "--output", copy.toString());
        String text = Files.readString(copy);
        Files.writeString(copy, text.substring(0, text.length() - 100));
        TEST_REDIS.admin().flushall();

        String refused = run(1, "import", copy.toString());
        assertTrue(refused.contains("record 10"), refused);
        assertEquals(1, refused.lines().count(), refused);
        assertEquals(0, TEST_REDIS.admin().dbsize());
    }

    @Test
    void standardOutputHasTheSameLinesAsAFile() throws Exception {
        Path copy = folder.resolve("copy");
        run(0, "export", "--session", "a", "--output", copy.toString());
        assertEquals(Files.readString(copy), run(0, "export", "--session", "a"));
        assertFalse(run(0, "export", "--session", "b").contains("\"event\""));
    }
}
