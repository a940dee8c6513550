package hookline.system.faults;

import hookline.streams.TestRedis;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A Redis with an append-only file, and a place for spools, each on a disk of its own. */
final class FaultSite implements BeforeAllCallback, AfterAllCallback {
    private final SmallDisk data = SmallDisk.ofMegabytes(512);
    private final SettableClock clock = new SettableClock(data.folder());
    private final SmallDisk spools = SmallDisk.ofMegabytes(64);

    /** Without snapshots, after whose failure Redis takes nothing until the next one went well. */
    private final TestRedis redis =
            TestRedis.in(data.folder(), clock::wrapped, "appendonly yes", "appendfsync everysec", "save \"\"");

    TestRedis redis() {
        return redis;
    }

    /** Where Redis keeps its data. */
    SmallDisk data() {
        return data;
    }

    /** Of Redis alone: a Java process under it hardly moves. */
    SettableClock clock() {
        return clock;
    }

    Path spoolsOf(String run) {
        return spools.folder().resolve(run);
    }

    SmallDisk spools() {
        return spools;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        redis.beforeAll(context);
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        redis.afterAll(context);
        data.afterAll(context);
        spools.afterAll(context);
    }
}
