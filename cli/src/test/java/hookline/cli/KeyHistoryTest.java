package hookline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hookline.cli.KeyHistory.Life;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyHistoryTest {
    private static final Instant MADE = Instant.parse("2026-11-22T10:00:00Z");
    private static final Instant ROTATED = Instant.parse("2026-11-23T10:00:00Z");
    private static final Instant CHANGED = Instant.parse("2026-11-24T10:00:00Z");

    @TempDir
    Path folder;

    private KeyHistory read(String text) throws IOException {
        return KeyHistory.read(Files.writeString(folder.resolve("history"), text));
    }

    private KeyHistory rotated() throws IOException {
        return read("").changed(List.of(), List.of("1"), MADE).changed(List.of("1"), List.of("2", "1"), ROTATED);
    }

    @Test
    void aRotationEndsTheOldKeyAndIsRememberedAcrossProcesses() throws Exception {
        KeyHistory history = read(rotated().text());

        assertEquals(new Life(Optional.of(MADE), Optional.of(ROTATED)), history.of("1"));
        assertEquals(new Life(Optional.of(ROTATED), Optional.empty()), history.of("2"));
        assertEquals(ROTATED.plus(KeyHistory.SETTLING), history.settled("1", CHANGED));
    }

    @Test
    void aRetirementNeitherKeepsTheKeyNorMovesTheEndOfAnother() throws Exception {
        KeyHistory history = rotated()
                .changed(List.of("2", "1"), List.of("3", "2", "1"), CHANGED)
                .changed(List.of("3", "2", "1"), List.of("3", "2"), CHANGED.plusSeconds(500));

        assertEquals(Life.UNKNOWN, history.of("1"));
        assertEquals(CHANGED.plus(KeyHistory.SETTLING), history.settled("2", CHANGED.plusSeconds(500)));
    }

    @Test
    void theEndOfAKeyThatNobodyNotedIsTheLastChangeOfItsKeyset() throws Exception {
        KeyHistory history = read("1 " + MADE + " -\n2 yesterday -\nnonsense\n");

        assertEquals(CHANGED.plus(KeyHistory.SETTLING), history.settled("1", CHANGED));
        assertEquals(CHANGED.plus(KeyHistory.SETTLING), history.settled("2", CHANGED));
        assertEquals(CHANGED.plus(KeyHistory.SETTLING), history.settled("3", CHANGED));
        assertEquals(Life.UNKNOWN, KeyHistory.read(folder.resolve("none")).of("1"));
    }
}
