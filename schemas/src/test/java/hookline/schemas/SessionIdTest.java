package hookline.schemas;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionIdTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "with space", "{0}", "\"quoted\"", "a:b:c", "日本", "../../etc"})
    void punctuationIsNoProblem(String id) {
        assertTrue(SessionId.isValid(id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\nb", "\u0000", "a\u001b[31m", "\u0085", "\ud800"})
    void controlCharactersAndHalfCharactersAre(String id) {
        assertFalse(SessionId.isValid(id));
    }

    @Test
    void lengthIsBounded() {
        assertTrue(SessionId.isValid("x".repeat(256)));
        assertFalse(SessionId.isValid("x".repeat(257)));
    }
}
