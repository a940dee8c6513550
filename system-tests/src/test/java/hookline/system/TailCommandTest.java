package hookline.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hookline.streams.Commit;
import hookline.streams.CommitScript;
import hookline.streams.Keys;
import hookline.streams.Layout;
import hookline.streams.RedisLink;
import hookline.streams.TestRedis;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class TailCommandTest {
    @RegisterExtension
    static final TestRedis TEST_REDIS = new TestRedis();

    @TempDir
    Path folder;

    private HooklineProcess tail(String... options) throws Exception {
        Map<String, String> environment = new HashMap<>(TEST_REDIS.environment());
        environment.put("HOME", folder.toString());
        environment.put("HOOKLINE_HOME", folder.resolve("home").toString());
        List<String> command = new ArrayList<>(List.of("tail", "--from", "0", "--no-follow"));
        command.addAll(List.of(options));
        return HooklineProcess.start(folder, environment, command.toArray(String[]::new));
    }

    private static void store(String session, long... sequences) {
        try (RedisLink link = TEST_REDIS.redis().link()) {
            Layout.agree(link, 1, false);
            List<Commit> events = LongStream.of(sequences)
                    .mapToObj(sequence -> (Commit) new Commit.Store(
                            "1-1",
                            session + sequence,
                            "{\"id\":\"" + session + sequence + "\"}",
                            "stop_hook",
                            session,
                            sequence,
                            Instant.EPOCH,
                            "",
                            ""))
                    .toList();
            new CommitScript(link, new Keys(0), InstantSource.system()).apply(events);
        }
    }

    @Test
    void eventsComeInOrderAndWhatIsMissingIsSaidInOneLineBesideThem() throws Exception {
        store("a", 2, 1, 5);
        store("b", 1);
        try (HooklineProcess tail = tail()) {
            assertEquals(0, tail.exitCode(), tail.errors());
            assertEquals(
                    "{\"id\":\"a1\"}\n{\"id\":\"a2\"}\n{\"id\":\"b1\"}\n{\"id\":\"a5\"}",
                    tail.output().strip());
            assertEquals(
                    "hookline: events 3 to 4 of session a are missing: dead letters, erased, removed or lost",
                    tail.errors().strip());
        }
    }

    @Test
    void anotherSessionsGapIsNotMentioned() throws Exception {
        store("a", 1, 5);
        store("b", 1);
        try (HooklineProcess tail = tail("--session", "b")) {
            assertEquals(0, tail.exitCode(), tail.errors());
            assertEquals("{\"id\":\"b1\"}", tail.output().strip());
            assertEquals("", tail.errors());
        }
    }
}
