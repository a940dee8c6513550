package hookline.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResendWindowTest {
    @TempDir
    Path folder;

    private final ShiftedClock clock = new ShiftedClock();
    private HeldBackFiles heldBack;
    private ResendWindow window;

    @BeforeEach
    void open() {
        heldBack = new HeldBackFiles(clock, new SimpleMeterRegistry().counter("unreadable"));
        window = new ResendWindow(folder, Duration.ofMinutes(1), clock, heldBack);
    }

    private String confirmed(int number) throws IOException {
        String name = "event-" + (10_000_000 + number) + ".1";
        Files.createFile(folder.resolve(name));
        window.confirmed(name);
        return name;
    }

    @Test
    void aFileStaysForTheWindow() throws IOException {
        confirmed(1);
        clock.advance(Duration.ofSeconds(59));
        assertFalse(window.isOver());
        window.removeFiles();
        assertEquals(1, Pipeline.count(folder));
        clock.advance(Duration.ofSeconds(1));
        assertTrue(window.isOver());
        window.removeFiles();
        assertEquals(0, Pipeline.count(folder));
    }

    @Test
    void aClockThatIsSetBackStartsTheTimeAnew() throws IOException {
        confirmed(1);
        clock.advance(Duration.ofDays(-1));
        assertFalse(window.isOver());
        clock.advance(Duration.ofMinutes(1));
        assertTrue(window.isOver());
    }

    @Test
    void filesBeyondItsMemoryAreFoundAndOnlyStayLonger() throws IOException {
        for (int i = 0; i < ResendWindow.MAX_REMEMBERED + 500; i++) {
            confirmed(i);
        }
        String unread = "unreadable-1.1";
        Files.createFile(folder.resolve(unread));
        heldBack.hold("unreadable-1", new IOException());
        clock.advance(Duration.ofMinutes(1));
        assertTrue(window.isOver());
        window.removeFiles();
        assertEquals(501, Pipeline.count(folder));
        assertFalse(window.isOver());
        clock.advance(Duration.ofMinutes(1));
        assertTrue(window.isOver());
        window.removeFiles();
        assertEquals(1, Pipeline.count(folder));
        assertTrue(Files.exists(folder.resolve(unread)));
    }
}
