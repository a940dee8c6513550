package hookline.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeLockTest {
    @TempDir
    Path folder;

    @Test
    void lookingWhetherTheHomeIsTakenDoesNotFreeIt() throws Exception {
        Path agent = folder.resolve("agent");
        assertFalse(HomeLock.isTaken(agent));
        try (HomeLock lock = HomeLock.take(agent)) {
            assertTrue(HomeLock.isTaken(agent));
            assertEquals("true", seenByAnotherProcess());
            assertEquals("true", seenByAnotherProcess());
        }
        assertFalse(HomeLock.isTaken(agent));
        assertEquals("false", seenByAnotherProcess());
    }

    private String seenByAnotherProcess() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Look.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String seen = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        return seen.strip();
    }

    static final class Look {
        private Look() {}

        public static void main(String[] arguments) throws Exception {
            System.out.println(Agent.isRunning(Path.of(arguments[0])));
        }
    }
}
