package hookline.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NearestNameTest {
    @Test
    void countsInsertedDroppedAndReplacedLetters() {
        assertEquals(0, NearestName.distance("abc", "abc"));
        assertEquals(1, NearestName.distance("abc", "abd"));
        assertEquals(1, NearestName.distance("abc", "abcd"));
        assertEquals(1, NearestName.distance("abc", "ac"));
        assertEquals(3, NearestName.distance("kitten", "sitting"));
        assertEquals(3, NearestName.distance("", "abc"));
    }

    @Test
    void findsTheNearest() {
        assertEquals(Optional.of("BATCH_SIZE"), NearestName.to("BATCHSIZE", List.of("BATCH_TIMEOUT", "BATCH_SIZE")));
        assertEquals(Optional.empty(), NearestName.to("BATCHSIZE", List.of()));
    }

    @Test
    void isNotHeldUpByAnEndlessName() {
        assertTimeoutPreemptively(
                Duration.ofSeconds(5), () -> NearestName.to("HOOKLINE_".repeat(100_000), Catalogue.NAMES));
    }
}
