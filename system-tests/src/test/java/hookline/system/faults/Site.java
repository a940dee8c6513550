package hookline.system.faults;

import hookline.streams.Redis;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** A Redis of whatever form, and what a pipeline on it has to be told. */
interface Site {
    /** How processes reach it. */
    Map<String, String> environment();

    /** A client of the processes' own kind, that reaches it directly. */
    Redis redis();

    /** For the test itself. */
    RedisClusterCommands<String, String> admin();

    int partitions();

    /** Forgets what an earlier run left. */
    default void empty() throws IOException {
        admin().flushall();
    }

    /** A place for the spool of one host in one run. */
    Path spoolsOf(String host) throws IOException;
}
