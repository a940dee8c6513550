package hookline.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetentionPolicyTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final RetentionPolicy A_MONTH = new RetentionPolicy(
            Duration.ofDays(30),
            Duration.ofDays(30),
            Optional.empty(),
            Optional.empty(),
            Duration.ofHours(1),
            Duration.ofDays(400));
    private static final RetentionPolicy A_MINUTE = new RetentionPolicy(
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            Optional.empty(),
            Optional.empty(),
            Duration.ofHours(1),
            Duration.ofDays(400));

    @Test
    void whatIsOlderThanTheAgeMayGo() {
        Instant expected = Instant.parse("2026-10-23T10:00:00Z");
        assertEquals(expected, A_MONTH.eventsBefore(NOW, Instant.EPOCH));
        assertEquals(expected, A_MONTH.deadLettersBefore(NOW));
    }

    @Test
    void nothingThatRecognisesASecondDeliveryGoesWithinTheDedupeWindow() {
        Instant expected = Instant.parse("2026-11-22T09:00:00Z");
        assertEquals(expected, A_MINUTE.eventsBefore(NOW, Instant.EPOCH));
        assertEquals(expected, A_MINUTE.deadLettersBefore(NOW));
    }

    @Test
    void anAgeFromBeforeStreamsKnowTimeKeepsEverything() {
        RetentionPolicy aCentury = new RetentionPolicy(
                Duration.ofDays(36_500),
                Duration.ofDays(36_500),
                Optional.empty(),
                Optional.empty(),
                Duration.ofHours(1),
                Duration.ofDays(400));
        assertEquals(Instant.ofEpochSecond(1), aCentury.eventsBefore(NOW, Instant.EPOCH));
        assertEquals(List.of(), aCentury.statsDays(NOW));
    }

    @Test
    void statsOfADayGoOnlyWhenAllOfItIsOld() {
        List<LocalDate> days = A_MINUTE.statsDays(Instant.parse("2026-01-04T00:00:59.999Z"));
        assertEquals(List.of(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 1, 2)), days);

        assertEquals(
                LocalDate.of(2026, 1, 3),
                A_MINUTE.statsDays(Instant.parse("2026-01-04T00:01:00Z")).get(2));
    }

    @Test
    void noDayLiesBeforeTheFirst() {
        assertEquals(List.of(), A_MINUTE.statsDays(Instant.parse("2026-01-01T23:59:59Z")));
        assertEquals(List.of(), A_MINUTE.statsDays(Instant.parse("2020-01-01T00:00:00Z")));
    }
}
