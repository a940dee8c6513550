package hookline.agent;

import static org.junit.jupiter.api.Assertions.assertNull;

import hookline.streams.TestRedis;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A home, a real Redis that keeps nothing when it is killed, and agents between them that must not fail. */
abstract class AgentOnRedis {
    @RegisterExtension
    static final TestRedis REDIS = new TestRedis(
            "save \"\"", "rdbcompression no", "key-load-delay 100000", "loading-process-events-interval-bytes 1024");

    @TempDir
    Path home;

    Pipeline pipeline;

    @BeforeEach
    void open() throws Exception {
        pipeline = new Pipeline(REDIS, home);
    }

    @AfterEach
    void close() throws Exception {
        pipeline.close();
        assertNull(pipeline.failure.get());
    }

    static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }
}
