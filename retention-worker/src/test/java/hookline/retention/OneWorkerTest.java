package hookline.retention;

import static hookline.retention.CommittedPartition.names;
import static hookline.retention.RemovedCounts.countsOf;
import static hookline.retention.RemovedCounts.removed;
import static org.junit.jupiter.api.Assertions.assertEquals;

import hookline.retention.RetentionReport.Outcome;
import hookline.streams.Keys;
import hookline.streams.Layout;
import hookline.streams.RedisLink;
import hookline.streams.RetentionLock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OneWorkerTest extends RetentionOnRedis {
    @BeforeEach
    void fill() {
        partition.storeInOwnSessions(names("old-", 300));
        partition.makeOlderBy(OLD);
    }

    private RetentionReport run() {
        return worker(A_MONTH, 1).removeOnce(false, stop, soFar -> {});
    }

    @Test
    void whileOneIsAtWorkAnotherLeavesAllAlone() {
        try (RedisLink elsewhere = TEST_REDIS.redis().link()) {
            RetentionLock held = new RetentionLock(elsewhere, "elsewhere");
            held.take();
            assertEquals(new RetentionReport(Outcome.HELD_ELSEWHERE, false, Removed.NOTHING), run());
            assertEquals(300, partition.events().size());

            held.release();
            assertEquals(Outcome.DONE, run().outcome());
            assertEquals(Set.of(), partition.events());
        }
    }

    @Test
    void twoThatStartAtOnceDoTheWorkOnce() {
        try (RedisLink another = TEST_REDIS.redis().link()) {
            RetentionWorker second = new RetentionWorker(
                    another, new Layout(1), A_MONTH, "second", AuditTrim.NONE, LocalRemains.NONE, metrics);
            Set<Outcome> outcomes = new HashSet<>();
            RetentionReport first = worker(A_MONTH, 1)
                    .removeOnce(
                            false,
                            stop,
                            soFar -> outcomes.add(second.removeOnce(false, stop, nothing -> {})
                                    .outcome()));
            assertEquals(Set.of(Outcome.HELD_ELSEWHERE), outcomes);
            assertEquals(removed(300, 300, 0, 1, 0), countsOf(first.removed()));
        }
    }

    @Test
    void oneThatLostItsLockStopsAtItsNextStepAndLeavesTheLockToItsHolder() {
        RetentionReport report = worker(A_MONTH, 1)
                .removeOnce(false, stop, soFar -> TEST_REDIS.admin().set(Keys.RETENTION_LOCK, "another"));
        assertEquals(Outcome.LOCK_LOST, report.outcome());
        assertEquals(removed(50, 0, 0, 0, 0), countsOf(report.removed()));
        assertEquals(250, partition.events().size());
        assertEquals("another", TEST_REDIS.admin().get(Keys.RETENTION_LOCK));
    }

    @Test
    void aRunLeavesNoLockBehind() {
        run();
        assertEquals(List.of(), TEST_REDIS.admin().keys(Keys.RETENTION_LOCK));
    }

    @Test
    void aDryRunNeedsNoLock() {
        new RetentionLock(link, "elsewhere").take();
        assertEquals(removed(300, 300, 0, 1, 0), dryRun(A_MONTH, 1));
    }
}
