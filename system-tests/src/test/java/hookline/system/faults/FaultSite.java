package hookline.system.faults;

import hookline.streams.Redis;
import hookline.streams.TestRedis;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A Redis with an append-only file, and a place for spools, each on a disk of its own. */
final class FaultSite implements Site, BeforeAllCallback, AfterAllCallback {
    private final SmallDisk data = SmallDisk.ofMegabytes(512);
    private final SmallDisk spools = SmallDisk.ofMegabytes(64);

    /**
     * Without snapshots, after whose failure Redis takes nothing until the next one went well; and without rewrites,
     * after which Redis 7.0 damages its append-only file when the disk fills.
     */
    private final TestRedis redis = TestRedis.in(
            data.folder(), "appendonly yes", "appendfsync everysec", "save \"\"", "auto-aof-rewrite-percentage 0");

    private FaultProxy proxy;

    TestRedis server() {
        return redis;
    }

    /** What stands between it and the processes. */
    FaultProxy proxy() {
        return proxy;
    }

    @Override
    public Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(redis.environment());
        environment.put("REDIS_PORT", "" + proxy.port());
        return environment;
    }

    @Override
    public Redis redis() {
        return redis.redis();
    }

    @Override
    public RedisClusterCommands<String, String> admin() {
        return redis.admin();
    }

    /** With a file that begins anew too, since nothing else shortens it. */
    @Override
    public void empty() throws IOException {
        Fault.restartEmpty(redis);
    }

    @Override
    public int partitions() {
        return 1;
    }

    /** Where Redis keeps its data. */
    SmallDisk data() {
        return data;
    }

    @Override
    public Path spoolsOf(String host) throws IOException {
        return Files.createTempDirectory(spools.folder(), host);
    }

    SmallDisk spools() {
        return spools;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        redis.beforeAll(context);
        proxy = FaultProxy.to(redis.server().port());
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        proxy.close();
        redis.afterAll(context);
        data.afterAll(context);
        spools.afterAll(context);
    }
}
