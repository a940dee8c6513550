package hookline.system.faults;

import hookline.system.faults.Fault.Loss;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every fault that takes no data, one after the other in an order of the seed's.
 *
 * <p>{@code system-tests/faults} runs more of them, or for an hour, and writes the table of {@code docs/explanation/reliability.md}.
 */
@Tag("full")
class MixtureTest {
    @RegisterExtension
    static final FaultSite SITE = new FaultSite();

    private static final ReliabilityTable TABLE = new ReliabilityTable("mixture", "longest until new events passed");

    /** Kept after a failure, with what the processes said. */
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @AfterAll
    static void writeTable() throws Exception {
        TABLE.write();
    }

    /** So many, and more while there is time. */
    static IntStream seeds() {
        int first = Integer.getInteger("hookline.faults.first", 1);
        int count = Integer.getInteger("hookline.faults.seeds", 1);
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(Integer.getInteger("hookline.faults.minutes", 0));
        return IntStream.iterate(first, seed -> seed < first + count || System.nanoTime() < deadline, seed -> seed + 1);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void losesAndRepeatsNothing(int seed) throws Exception {
        List<Fault> faults = new ArrayList<>(Stream.of(Fault.values())
                .filter(fault -> fault.loss() != Loss.DATA && fault.isPossibleAt(SITE))
                .toList());
        Collections.shuffle(faults, new Random(seed));
        FaultRun.of("all that take no data, in any order", faults, seed, SITE, folder, TABLE);
    }
}
