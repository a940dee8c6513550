package hookline.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberedNameTest {
    @Test
    void readsWhatItWrites() {
        NumberedName name = new NumberedName("0193b4c5-0000", 17);
        assertEquals(Optional.of(name), NumberedName.of(name.fileName()));
        assertTrue(NumberedName.isId("0193b4c5-0000"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abcdefgh", "abcdefgh.", "abcdefgh.01", "abcdefgh.-1", "abcdefg.1", "abcdefgh.1\n"})
    void takesNothingElse(String name) {
        assertEquals(Optional.empty(), NumberedName.of(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abcdefg", "abcdefgh.1", "abcdef_h", "abcdefgh\n", "../../etc/x"})
    void isNoId(String name) {
        assertFalse(NumberedName.isId(name));
    }
}
