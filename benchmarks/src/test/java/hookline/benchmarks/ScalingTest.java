package hookline.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ScalingTest {
    private static String row(int developers, String... options) {
        return CommandLine.populateCommand(new Scaling(), options).row(developers);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "10; | 10 | 20 | 0.1 % | 15 GB | 1 | 1 | none: one server does |",
                "1000; | 1,000 | 2,000 | 9.0 % | 1,536 GB | 1 | 48 | memory |",
                "100000; | 100,000 | 200,000 | 900.0 % | 153,600 GB | 24 | 4,800 | memory |",
            })
    void theFirstLimitIsNamed(int developers, String expected) {
        assertEquals(expected, row(developers));
    }

    @Test
    void withoutMuchToKeepItIsTheThreadOfRedis() {
        assertEquals(
                "| 100,000 | 200,000 | 900.0 % | 213 GB | 24 | 18 | Redis' thread |",
                row(100_000, "--retention-days", "0.0416667"));
    }

    @Test
    void everyPartGrowsWithWhatItIsMadeOf() {
        assertEquals(
                "| 1,000 | 1,000 | 9.0 % | 7 GB | 1 | 1 | none: one server does |",
                row(
                        1_000,
                        "--events-a-second",
                        "1",
                        "--events-a-day",
                        "10000",
                        "--redis-micros",
                        "90",
                        "--redis-bytes",
                        "700",
                        "--retention-days",
                        "1"));
    }
}
