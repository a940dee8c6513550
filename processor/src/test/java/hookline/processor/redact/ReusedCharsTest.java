package hookline.processor.redact;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;

import org.junit.jupiter.api.Test;

class ReusedCharsTest {
    @Test
    void leavesNothingOfATextBehind() {
        char[] array;
        try (ReusedChars chars = ReusedChars.of("hunter2")) {
            array = chars.array();
            assertEquals("hunter2", new String(array, 0, chars.length()));
        }

        assertArrayEquals(new char[array.length], array);
    }

    @Test
    void givesTextsThatAreInUseAtOnceArraysOfTheirOwn() {
        try (ReusedChars outer = ReusedChars.of("outer");
                ReusedChars inner = ReusedChars.of("inner text")) {
            assertNotSame(outer.array(), inner.array());
            assertEquals("outer", new String(outer.array(), 0, outer.length()));
            assertEquals("inner text", new String(inner.array(), 0, inner.length()));
        }
    }
}
