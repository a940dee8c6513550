package hookline.benchmarks.accuracy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoverageTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "key=[REDACTED:x] end | true",
                "key=[REDACTED] end | true",
                "[REDACTED:unscanned] | true",
                "key=[REDACTED:x]d | true",
                "k[REDACTED:x]nd | true",
                "key=[REDACTED:one][REDACTED:two] end | true",
                "key=[REDACTED:x:0a1b2c3d] end | true",
                "[EMAIL]=[REDACTED:x] end | true",
                "key=secret99 end | false",
                "key=[REDACTED:x]9 end | false",
                "key=s[REDACTED:x] end | false",
                "key=[REDACTED:x]ret[REDACTED:y] end | false",
                "[REDACTED:x]secret99 end | false",
                "key=secret99[REDACTED:x] | false",
                "something else | false"
            })
    void aSecretIsCoveredOnceNoCharacterOfItIsLeft(String redacted, boolean covered) {
        assertEquals(covered, Coverage.isComplete("key=secret99 end", redacted, "secret99"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a=[REDACTED:x] b=[REDACTED:x] | true",
                "a=[REDACTED:x] b=pass1 | false",
                "a=pass1 b=[REDACTED:x] | false"
            })
    void everyOccurrenceCounts(String redacted, boolean covered) {
        assertEquals(covered, Coverage.isComplete("a=pass1 b=pass1", redacted, "pass1"));
    }
}
