package hookline.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleEventsTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 7, 123_456})
    void everyEventHasOneKilobyteAndTellsItsNumber(int number) {
        byte[] event = SampleEvents.event("bench-1", number);
        assertEquals(1024, event.length);
        assertEquals(number, SampleEvents.numberOf(new String(event, StandardCharsets.US_ASCII)));
    }

    @Test
    void whatIsNoneOfThemHasNoNumber() {
        assertEquals(-1, SampleEvents.numberOf("{\"cwd\":\"/home/u\"}"));
    }
}
