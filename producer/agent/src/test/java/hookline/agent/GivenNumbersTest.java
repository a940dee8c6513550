package hookline.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GivenNumbersTest {
    @TempDir
    Path home;

    private Sequencer sequencer() throws Exception {
        Path folder = Files.createDirectories(home.resolve("agent"));
        return Sequencer.of(new SequenceJournal(folder.resolve("sequences")), InstantSource.system());
    }

    @Test
    void theJournalTellsTheHighestNumberOfTheSessionThatIsAskedFor() throws Exception {
        Sequencer sequencer = sequencer();
        for (int i = 1; i <= 3; i++) {
            sequencer.taken("Zo\u00eb", i);
            sequencer.taken("other", 10L * i);
            sequencer.save();
        }
        assertEquals(OptionalLong.of(3), GivenNumbers.of(home, "Zo\u00eb").highest());
        assertEquals(OptionalLong.of(30), GivenNumbers.of(home, "other").highest());
        assertEquals(OptionalLong.empty(), GivenNumbers.of(home, "unheard of").highest());
    }

    @Test
    void whatIsNumberedAndNotConfirmedIsInTheSpool() throws Exception {
        Path numbered = Files.createDirectories(home.resolve("spool").resolve("cur"));
        Files.createFile(numbered.resolve("0e5f9e7c-1111-4111-8111-111111111111.17"));
        Files.createFile(numbered.resolve("no event"));
        assertEquals(Set.of(17L), GivenNumbers.of(home, "s").inSpool());
    }

    @Test
    void aHomeWithoutAnAgentKnowsNothingAndStaysAsItIs() throws Exception {
        Path none = home.resolve("none");
        assertEquals(new GivenNumbers(OptionalLong.empty(), Set.of()), GivenNumbers.of(none, "s"));
        assertFalse(Files.exists(none));
    }
}
