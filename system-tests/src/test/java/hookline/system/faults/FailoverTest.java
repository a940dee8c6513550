package hookline.system.faults;

import static org.junit.jupiter.api.Assertions.assertTrue;

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
    private static final ReliabilityTable TABLE = new ReliabilityTable("failover");
    private static final int TIMES = 2;

    /** Kept after a failure, with what the processes said. */
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @AfterAll
    static void writeTable() throws Exception {
        TABLE.write();
    }

    @Test
    void losesNothingWhenSentinelsReplaceAServerThatDied() throws Exception {
        Random random = new Random(1);
        Duration longest = Duration.ZERO;
        Findings findings;
        try (SentinelSite site = new SentinelSite(folder);
                FaultyWorld world = new FaultyWorld(site, folder.resolve("run"))) {
            world.untilFreshEventsAreStored();
            for (int i = 0; i < TIMES; i++) {
                world.pause(random, Duration.ofSeconds(1), Duration.ofSeconds(2));
                Node killed = site.killPrimary();
                Duration pause = world.untilFreshEventsAreStored();
                longest = pause.compareTo(longest) > 0 ? pause : longest;
                site.restart(killed);
            }
            findings = world.findings();
        }
        TABLE.add("a server killed, and replaced by Sentinel", TIMES, findings, longest);
        FaultRun.check(findings, Fault.Loss.MESSAGES, findings.toString());
        assertTrue(longest.compareTo(Duration.ofSeconds(15)) < 0, "new events passed only after " + longest);
    }
}
