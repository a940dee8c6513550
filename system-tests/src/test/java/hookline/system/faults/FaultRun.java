package hookline.system.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.system.faults.Fault.Loss;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** Strikes a pipeline of real processes under load with faults, and compares what arrived with what was fired. */
final class FaultRun {
    private FaultRun() {}

    /**
     * Runs them one after the other, each once the one before is overcome.
     *
     * @param words what the table calls it
     */
    static void of(String words, List<Fault> faults, int seed, FaultSite site, Path folder, ReliabilityTable table)
            throws Exception {
        site.empty();
        Random random = new Random(seed);
        Duration longest;
        Findings findings;
        try (FaultyWorld world = new FaultyWorld(site, folder.resolve("seed-" + seed))) {
            world.untilFreshEventsAreStored();
            for (Fault fault : faults) {
                world.pause(random, Duration.ZERO, Duration.ofMillis(500));
                fault.strike(world, site, random);
                world.untilFreshEventsAreStored();
            }
            longest = world.longestRecovery();
            findings = world.findings();
        }
        table.add(words, faults.size(), findings, longest);
        if (!faults.contains(Fault.SPOOL_DISK_FULL)) {
            assertEquals(0, findings.refused(), findings.toString());
        }
        check(findings, worst(faults), "seed " + seed + " of " + faults + ": " + findings);
    }

    /** Holds the findings against what may be lost. */
    static void check(Findings findings, Loss allowed, String all) {
        assertEquals(
                0,
                findings.altered()
                        + findings.repeated()
                        + findings.relogged()
                        + findings.unlogged()
                        + findings.reread()
                        + findings.buried(),
                all);
        if (allowed == Loss.DATA) {
            assertTrue(findings.lost() < findings.fired(), all);
            return;
        }
        assertEquals(0, findings.lost() + findings.gaps(), all);
        if (allowed == Loss.NOTHING) {
            assertEquals(0, findings.republished() + findings.unpublished(), all);
        }
    }

    private static Loss worst(List<Fault> faults) {
        return faults.stream().map(Fault::loss).max(Loss::compareTo).orElse(Loss.NOTHING);
    }
}
