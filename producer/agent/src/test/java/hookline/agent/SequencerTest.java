package hookline.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.schemas.SessionId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SequencerTest {
    @TempDir
    Path folder;

    private final ShiftedClock clock = new ShiftedClock();
    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("sequences");
    }

    private Sequencer restarted() throws IOException {
        return Sequencer.of(new SequenceJournal(file), clock);
    }

    private static void take(Sequencer sequencer, String session, int times) {
        for (int i = 0; i < times; i++) {
            sequencer.taken(session, sequencer.next(session));
        }
    }

    @Test
    void countsEachSessionFromOne() throws IOException {
        Sequencer sequencer = restarted();
        assertEquals(1, sequencer.next("a"));
        take(sequencer, "a", 2);
        assertEquals(3, sequencer.next("a"));
        assertEquals(1, sequencer.next("b"));
    }

    @Test
    void aNumberThatWasNotTakenIsGivenAgain() throws IOException {
        Sequencer sequencer = restarted();
        assertEquals(1, sequencer.next("a"));
        assertEquals(1, sequencer.next("a"));
    }

    @Test
    void anUnknownSessionIsNotNumbered() throws IOException {
        Sequencer sequencer = restarted();
        sequencer.taken(SessionId.UNKNOWN, 5);
        sequencer.save();
        assertEquals(0, sequencer.next(SessionId.UNKNOWN));
        assertEquals(0, Files.size(file));
    }

    @Test
    void whatWasSavedIsKnownAfterAKill() throws IOException {
        Sequencer sequencer = restarted();
        take(sequencer, "a", 3);
        sequencer.save();
        take(sequencer, "a", 1);
        sequencer.save();
        assertEquals(5, restarted().next("a"));
    }

    @Test
    void theLargerOfJournalAndFilesCounts() throws IOException {
        Sequencer sequencer = restarted();
        take(sequencer, "a", 3);
        sequencer.save();
        Sequencer next = restarted();
        next.taken("a", 2);
        assertEquals(4, next.next("a"));
        next.taken("a", 9);
        assertEquals(10, next.next("a"));
        next.save();
        assertEquals(10, restarted().next("a"));
    }

    @Test
    void theJournalNamesNoSession() throws IOException {
        Sequencer sequencer = restarted();
        take(sequencer, "my-session", 1);
        sequencer.save();
        assertTrue(Files.readString(file).matches("[0-9a-f]{32} 1 [0-9]+\n"));
    }

    @Test
    void damagedLinesAreSkippedAndTheOthersCount() throws IOException {
        Sequencer sequencer = restarted();
        take(sequencer, "a", 3);
        sequencer.save();
        String line = Files.readString(file);
        Files.write(file, new byte[] {0, -1, '\n', ' ', '\n'}, StandardOpenOption.APPEND);
        Files.writeString(file, "x".repeat(1_000_000) + "\n", StandardOpenOption.APPEND);
        take(sequencer, "b", 1);
        sequencer.save();
        Files.writeString(file, line.replace(" 3 ", " 9").strip(), StandardOpenOption.APPEND);
        Sequencer next = restarted();
        assertEquals(4, next.next("a"));
        assertEquals(2, next.next("b"));
        assertEquals(2, Files.readAllLines(file, StandardCharsets.US_ASCII).size());
    }

    @Test
    void aJournalThatCannotBeWrittenIsReplacedOnceItCan() throws IOException {
        Sequencer sequencer = restarted();
        take(sequencer, "a", 3);
        Files.delete(file);
        assertThrows(IOException.class, sequencer::save);
        sequencer.save();
        assertEquals(4, restarted().next("a"));
    }

    @Test
    void sessionsThatWereNotSeenForLongAreForgotten() throws IOException {
        Sequencer sequencer = restarted();
        take(sequencer, "a", 1);
        take(sequencer, "b", 1);
        sequencer.save();
        clock.advance(Duration.ofDays(Sequencer.MAX_DAYS - 1));
        take(sequencer, "b", 1);
        sequencer.save();
        clock.advance(Duration.ofDays(2));
        Sequencer next = restarted();
        assertEquals(1, next.next("a"));
        assertEquals(3, next.next("b"));
    }

    @Test
    void theNumberOfSessionsAndLinesIsBounded() throws IOException {
        Sequencer sequencer = restarted();
        take(sequencer, "kept", 5);
        for (int i = 0; i < Sequencer.MAX_SESSIONS + 10; i++) {
            sequencer.taken("s" + i, 1);
        }
        sequencer.next("kept");
        sequencer.save();
        Sequencer next = restarted();
        assertEquals(1, next.next("s0"));
        assertEquals(2, next.next("s" + (Sequencer.MAX_SESSIONS + 9)));
        List<String> lines = Files.readAllLines(file, StandardCharsets.US_ASCII);
        assertEquals(Sequencer.MAX_SESSIONS, lines.size());
        assertFalse(Files.exists(folder.resolve("sequences.tmp")));
    }

    @Test
    void aGrowingJournalIsCompacted() throws IOException {
        Sequencer sequencer = restarted();
        for (int i = 0; i < 20_500; i++) {
            take(sequencer, "a", 1);
            sequencer.save();
        }
        assertTrue(
                Files.size(file) < 20_000 * 30L, () -> "still " + file.toFile().length());
        assertEquals(20_501, restarted().next("a"));
    }
}
