package hookline.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.streams.SequenceSet.Range;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SequenceSetTest {
    private static SequenceSet of(long... numbers) {
        SequenceSet set = new SequenceSet();
        for (long number : numbers) {
            set.add(number);
        }
        return set;
    }

    @Test
    void gapsAreWhatIsMissingInTheMiddleAndAtBothEnds() {
        assertEquals(
                List.of(new Range(1, 1), new Range(4, 5), new Range(7, 9)),
                of(2, 3, 6).gapsUpTo(9));
        assertEquals(List.of(), of(1, 2, 3).gapsUpTo(3));
        assertEquals(List.of(new Range(1, 4)), of(9).gapsUpTo(4));
        assertEquals(List.of(), of().gapsUpTo(0));
        assertEquals("[1, 4-5, 7-9]", of(2, 3, 6).gapsUpTo(9).toString());
    }

    @Test
    void whatIsNoNumberOfAnEventIsLeftOut() {
        assertEquals(0, of(0, -3).size());
        assertEquals(1, of(5, 5).size());
    }

    @Test
    void aForgedNumberTakesNoMoreMemoryThanAnother() {
        SequenceSet set = of(1, 999_999_999_999_999_999L);
        assertEquals(
                999_999_999_999_999_997L, set.gapsUpTo(set.highest()).get(0).size());
    }

    @Test
    void inWhateverOrderTheyComeTheSameIsKnown() {
        List<Long> numbers = new ArrayList<>();
        Random random = new Random(1);
        for (int i = 0; i < 2_000; i++) {
            numbers.add(1L + random.nextInt(1_000));
        }
        SequenceSet set = new SequenceSet();
        numbers.forEach(set::add);
        Collections.shuffle(numbers, random);
        SequenceSet shuffled = new SequenceSet();
        numbers.forEach(shuffled::add);
        SequenceSet joined = of(1_500);
        joined.addAll(set);

        TreeSet<Long> expected = new TreeSet<>(numbers);
        assertEquals(expected.size(), set.size());
        assertEquals(expected.size() + 1, joined.size());
        assertEquals(set.gapsUpTo(1_000), shuffled.gapsUpTo(1_000));
        assertEquals(
                1_000 - expected.size(),
                set.gapsUpTo(1_000).stream().mapToLong(Range::size).sum());
        for (long number = 1; number <= 1_000; number++) {
            if (expected.contains(number)) {
                assertTrue(set.contains(number));
            } else {
                assertFalse(set.contains(number));
            }
        }
    }
}
