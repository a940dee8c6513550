package hookline.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code compose.yaml} promises, by the script that a user would run; the images have to be there. */
@Tag("full")
class ComposeTest {
    private static final long MINUTES = 10;

    @TempDir
    Path folder;

    @BeforeAll
    static void needEngine() {
        ContainerEngine.orSkip(ComposeTest.class);
    }

    @Test
    void eventsReachTheChannelThroughAgentsProcessorsAndNginx() throws Exception {
        Path checkout = Path.of(System.getProperty("hookline.checkout"));
        Path output = folder.resolve("output");
        Path errors = folder.resolve("errors");
        Process check = new ProcessBuilder(
                        checkout.resolve("deploy/compose-check").toString())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        try {
            assertTrue(check.waitFor(MINUTES, TimeUnit.MINUTES), "still running after " + MINUTES + " minutes");
            assertEquals(0, check.exitValue(), Files.readString(errors));
            assertTrue(Files.readString(output).startsWith("All arrived: "), Files.readString(output));
        } finally {
            check.destroy();
        }
    }
}
