package hookline.system.faults;

import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.system.faults.Fault.Loss;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A pipeline under load goes on when another server takes the place of the one that it writes to. */
@Tag("full")
class FailoverTest {
    private static final ReliabilityTable TABLE = new ReliabilityTable("failover", "longest that an event waited");
    private static final int TIMES = 2;

    /** From the death of a server that its peers find missing after 2 s. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    /** Kept after a failure, with what the processes said. */
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @AfterAll
    static void writeTable() throws Exception {
        TABLE.write();
    }

    private interface Strike<S> {
        /** Returns what is to be done once the pipeline goes on. */
        Aftermath at(S site, Random random) throws Exception;
    }

    private interface Aftermath {
        void doneWith() throws Exception;
    }

    @Test
    void losesNothingWhenSentinelsReplaceAServerThatDied() throws Exception {
        try (SentinelSite site = new SentinelSite(folder)) {
            strike(site, "a server killed, and replaced by Sentinel", (sentinels, random) -> {
                Node killed = sentinels.killPrimary();
                return () -> sentinels.restart(killed);
            });
        }
    }

    @Test
    void losesNothingWhenAClusterMovesWhatItHolds() throws Exception {
        try (ClusterSite site = new ClusterSite(folder)) {
            strike(site, "a primary of a cluster killed", (cluster, random) -> {
                Node killed = cluster.killPrimary(random);
                return () -> cluster.restart(killed);
            });
            strike(site, "a primary of a cluster replaced in good order", (cluster, random) -> {
                cluster.failOver(random, false);
                return cluster::awaitReplicas;
            });
            strike(site, "a primary of a cluster replaced by force", (cluster, random) -> {
                cluster.failOver(random, true);
                return cluster::awaitReplicas;
            });
            strike(site, "a node added, and a share of the slots moved to it", (cluster, random) -> {
                cluster.addPrimary();
                return () -> {};
            });
            strike(site, "a slot moved to another primary", (cluster, random) -> {
                cluster.moveSlot(random);
                return () -> {};
            });
        }
    }

    private <S extends Site> void strike(S site, String words, Strike<S> strike) throws Exception {
        site.empty();
        Random random = new Random(1);
        Findings findings;
        try (FaultyWorld world = new FaultyWorld(site, folder.resolve(words.replace(' ', '-')))) {
            world.untilFreshEventsAreStored();
            for (int i = 0; i < TIMES; i++) {
                world.pause(random, Duration.ofSeconds(1), Duration.ofSeconds(2));
                Aftermath aftermath = strike.at(site, random);
                world.untilFreshEventsAreStored();
                aftermath.doneWith();
            }
            findings = world.findings();
        }
        assertTrue(findings.longestWait().compareTo(LONGEST_PAUSE) < 0, words + ": " + findings);
        TABLE.add(words, TIMES, findings, findings.longestWait());
        FaultRun.check(findings, Loss.MESSAGES, words + ": " + findings);
    }
}
