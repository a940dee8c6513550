package hookline.retention;

import static hookline.retention.RemovedCounts.countsOf;

import hookline.streams.Keys;
import hookline.streams.Layout;
import hookline.streams.RedisLink;
import hookline.streams.StopSignal;
import hookline.streams.TestRedis;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A retention worker over a real Redis, and a partition for it to clean. */
abstract class RetentionOnRedis {
    @RegisterExtension
    static final TestRedis TEST_REDIS = new TestRedis();

    static final Keys KEYS = new Keys(0);
    static final RetentionPolicy A_MONTH = new RetentionPolicy(
            Duration.ofDays(30),
            Duration.ofDays(30),
            Optional.empty(),
            Optional.empty(),
            Duration.ofHours(1),
            Duration.ofDays(400));
    static final Duration OLD = Duration.ofDays(31);
    static final Instant A_DAY_LONG_PAST = Instant.parse("2026-01-02T12:00:00Z");

    final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    final RemovedMetrics metrics = new RemovedMetrics(registry);
    final StopSignal stop = new StopSignal();
    RedisLink link;
    CommittedPartition partition;

    @BeforeEach
    void connect() {
        link = TEST_REDIS.redis().link();
        partition = partition(KEYS);
    }

    @AfterEach
    void disconnect() {
        link.close();
    }

    CommittedPartition partition(Keys keys) {
        return new CommittedPartition(link, TEST_REDIS.admin(), keys, A_DAY_LONG_PAST);
    }

    RetentionWorker worker(RetentionPolicy policy, int partitions) {
        return new RetentionWorker(
                link, new Layout(partitions), policy, "test", AuditTrim.NONE, LocalRemains.NONE, metrics);
    }

    /** How many of each kind went. */
    Removed remove(RetentionPolicy policy) {
        return remove(policy, 1, soFar -> {});
    }

    Removed remove(RetentionPolicy policy, int partitions, Consumer<Removed> progress) {
        return countsOf(
                worker(policy, partitions).removeOnce(false, stop, progress).removed());
    }

    Removed dryRun(RetentionPolicy policy, int partitions) {
        return countsOf(
                worker(policy, partitions).removeOnce(true, stop, soFar -> {}).removed());
    }
}
