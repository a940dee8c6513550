package hookline.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StepSizeTest {
    private static final Duration FAST = Duration.ofNanos(900_000);
    private static final Duration RIGHT = Duration.ofNanos(1_500_000);
    private static final Duration SLOW = Duration.ofNanos(2_100_000);

    private final StepSize size = new StepSize();

    @Test
    void fastStepsMakeItGrowToItsLimit() {
        int before = size.next();
        size.took(size.next(), FAST);
        assertEquals(2 * before, size.next());
        for (int i = 0; i < 10; i++) {
            size.took(size.next(), FAST);
        }
        assertEquals(StepSize.MOST, size.next());
    }

    @Test
    void slowStepsMakeItShrinkToItsLimit() {
        int before = size.next();
        size.took(before, SLOW);
        assertEquals(before / 2, size.next());
        for (int i = 0; i < 10; i++) {
            size.took(size.next(), SLOW);
        }
        assertEquals(StepSize.FEWEST, size.next());
    }

    @Test
    void aStepThatTookAsLongAsItMayChangesNothing() {
        int before = size.next();
        size.took(before, RIGHT);
        assertEquals(before, size.next());
    }

    @Test
    void aStepThatWasSmallForWantOfMoreSaysNothingAboutLargerOnes() {
        int before = size.next();
        size.took(1, FAST);
        assertEquals(before, size.next());
    }

    @Test
    void aSlowStepThatWasSmallSaysSo() {
        size.took(12, SLOW);
        assertEquals(6, size.next());
    }
}
