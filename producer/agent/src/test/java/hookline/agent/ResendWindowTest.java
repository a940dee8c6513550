package hookline.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
    void open() throws IOException {
        heldBack = new HeldBackFiles(clock, new SimpleMeterRegistry().counter("unreadable"));
        Files.createDirectory(folder.resolve("sent"));
        window = new ResendWindow(folder.resolve("sent"), Duration.ofMinutes(1), clock, heldBack);
    }

    private String confirmed(int number) throws IOException {
        String name = "event-" + (10_000_000 + number) + ".1";
        Files.createDirectories(folder.resolve("cur"));
        window.confirmed(Files.createFile(folder.resolve("cur").resolve(name)));
        return name;
    }

    private long kept() throws IOException {
        return Pipeline.count(folder.resolve("sent"));
    }

    @Test
    void aFileStaysForTheWindow() throws IOException {
        confirmed(1);
        clock.advance(Duration.ofSeconds(59));
        assertFalse(window.isOver());
        window.removeFiles();
        assertEquals(1, kept());
        clock.advance(Duration.ofSeconds(2));
        assertTrue(window.isOver());
        window.removeFiles();
        assertEquals(0, kept());
        assertEquals(1, window.folders().size(), "no empty folder stays");
    }

    @Test
    void aClockThatIsSetBackStartsTheTimeAnew() throws IOException {
        confirmed(1);
        clock.advance(Duration.ofDays(-1));
        assertTrue(window.isOver());
        window.removeFiles();
        assertEquals(1, kept());
        assertFalse(window.isOver());
        clock.advance(Duration.ofSeconds(62));
        window.removeFiles();
        assertEquals(0, kept());
    }

    @Test
    void howeverManyAreConfirmedAllGoWhenTheirTimeHasPassed() throws IOException {
        for (int second = 0; second < 5; second++) {
            for (int i = 0; i < 2_000; i++) {
                confirmed(second * 2_000 + i);
            }
            clock.advance(Duration.ofSeconds(10));
        }
        clock.advance(Duration.ofSeconds(12));
        window.removeFiles();
        assertEquals(8_000, kept());
        clock.advance(Duration.ofSeconds(62));
        window.removeFiles();
        assertEquals(0, kept());
    }

    @Test
    void whatCouldNotBeReadAgainStays() throws IOException {
        heldBack.hold(NumberedName.of(confirmed(1)).orElseThrow().id(), new IOException());
        confirmed(2);
        clock.advance(Duration.ofMinutes(2));
        window.removeFiles();
        assertEquals(1, kept());
    }

    @Test
    void whatIsConfirmedAgainLiesApartAndItsTimeBeginsAnew() throws IOException {
        String name = confirmed(1);
        List<Path> before = window.folders();
        window.restart();
        Path file = before.get(1).resolve(name);
        window.confirmed(file);
        assertFalse(Files.exists(file));
        assertEquals(1, kept());
        assertEquals(3, window.folders().size());
    }
}
