package hookline.streams.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.streams.RedisLink;
import hookline.streams.TestRedis;
import hookline.streams.reader.StoredByCommit.Numbered;
import java.io.BufferedReader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** 200 MB come in a burst at a reader that has a heap of 40 MB. */
@Tag("full")
class LogReaderMemoryTest {
    @RegisterExtension
    static final TestRedis TEST_REDIS = new TestRedis("client-output-buffer-limit pubsub 256mb 64mb 60");

    private static final int EVENTS = 100_000;
    private static final int SESSIONS = 10;

    @Test
    void aBurstManyTimesTheHeapIsReadWhole() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx40m",
                "-cp",
                System.getProperty("java.class.path"),
                ReadsEverything.class.getName(),
                Integer.toString(EVENTS));
        builder.environment().putAll(TEST_REDIS.environment());
        Process process = builder.redirectErrorStream(true).start();
        try (RedisLink link = TEST_REDIS.redis().link();
                BufferedReader output = process.inputReader()) {
            String line = output.readLine();
            while (line != null && !line.equals("open")) {
                line = output.readLine();
            }
            StoredByCommit events = new StoredByCommit(link, 2);
            for (int from = 1; from <= EVENTS / SESSIONS; from += 100) {
                List<Numbered> some = new ArrayList<>();
                for (int session = 0; session < SESSIONS; session++) {
                    some.addAll(StoredByCommit.numbers("s" + session, from, from + 99L));
                }
                events.store(some, 2_000);
            }
            List<String> said = output.lines().toList();
            long perSession = EVENTS / SESSIONS;
            assertEquals(EVENTS + " " + SESSIONS * perSession * (perSession + 1) / 2, said.get(said.size() - 1));
            assertEquals(
                    List.of(),
                    said.stream().filter(one -> one.startsWith("Missing")).toList());
            assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        } finally {
            process.destroyForcibly();
        }
    }
}
