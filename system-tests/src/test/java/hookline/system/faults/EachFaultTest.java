package hookline.system.faults;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Collections;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each fault alone, several times.
 *
 * <p>{@code system-tests/faults} runs it, and writes the table of {@code docs/explanation/reliability.md}.
 */
@Tag("soak")
class EachFaultTest {
    @RegisterExtension
    static final FaultSite SITE = new FaultSite();

    private static final ReliabilityTable TABLE = new ReliabilityTable("alone", "longest until new events passed");

    /** Kept after a failure, with what the processes said. */
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @AfterAll
    static void writeTable() throws Exception {
        TABLE.write();
    }

    static Stream<Fault> faults() {
        String only = System.getProperty("hookline.faults.only");
        return only == null ? Stream.of(Fault.values()) : Stream.of(Fault.valueOf(only));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void losesAndRepeatsNoMoreThanIsSaid(Fault fault) throws Exception {
        assumeTrue(fault.isPossibleAt(SITE), "this host has no disk to fill, or no libfaketime");
        int times = Integer.getInteger("hookline.faults.seeds", 3);
        FaultRun.of(fault.words(), Collections.nCopies(times, fault), 1, SITE, folder, TABLE);
    }
}
