package hookline.streams.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionTest {
    @Test
    void isOneLineThatCanBeReadAgain() {
        Position position = new Position(Map.of(1, "1795344668999-2", 0, "1795344668123-0"));
        assertEquals("0=1795344668123-0,1=1795344668999-2", position.toString());
        assertEquals(position, Position.parse(position.toString()));
        assertEquals(Position.START, Position.parse(Position.START.toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0=1", "0=1-1,", "a=1-1", "0=1-1 "})
    void otherTextIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Position.parse(text));
    }
}
