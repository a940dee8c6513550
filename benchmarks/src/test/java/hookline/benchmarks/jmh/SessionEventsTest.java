package hookline.benchmarks.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.processor.redact.SecretRedaction;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SessionEventsTest {
    @Test
    void eventsAreWellFormedOfAllSizesAndTheSameEachTime() throws IOException {
        List<String> events = SessionEvents.mixed(60);
        assertEquals(events, SessionEvents.mixed(60));
        for (String event : events) {
            assertEquals(event, JacksonCopy.of(event));
            assertTrue(event.length() > 900 && event.length() <= 100 * 1024, "length " + event.length());
        }
        assertTrue(events.stream().anyMatch(event -> event.length() > 50 * 1024));
        assertTrue(Math.abs(SessionEvents.ofOneKilobyte().length() - 1024) <= 2);
    }

    @Test
    void someOfThemHaveSecrets() throws IOException {
        SecretRedaction redaction = SecretRedaction.standard();
        long touched = SessionEvents.mixed(60).stream()
                .filter(event -> redaction.json(event).total() > 0)
                .count();
        assertTrue(touched >= 3 && touched < 30, touched + " touched");
    }

    @ParameterizedTest
    @EnumSource(HostileText.class)
    void hostileTextsHaveTheirLengthAndAreWellFormedEvents(HostileText text) {
        int length = text.ofLength(100_000).length();
        assertTrue(length > 99_900 && length <= 100_000, "length " + length);
        if (text != HostileText.NESTING) {
            String event = text.event(1000);
            assertEquals(event, JacksonCopy.of(event));
        }
    }
}
