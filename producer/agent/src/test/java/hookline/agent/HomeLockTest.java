package hookline.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.streams.StopSignal;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
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

    @Test
    void anAgentWaitsOutWhoeverOnlyLooks() throws Exception {
        Path agent = folder.resolve("agent");
        HomeLock.take(agent).close();
        Process looking = start(LongLook.class);
        try (HomeLock lock = HomeLock.take(awaitTaken(agent, looking))) {
            assertTrue(HomeLock.isTaken(agent));
        }
        assertTrue(looking.waitFor(60, TimeUnit.SECONDS));
    }

    private static Path awaitTaken(Path agent, Process holder) throws Exception {
        assertEquals('t', holder.getInputStream().read());
        return agent;
    }

    private Process start(Class<?> program) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        program.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private String seenByAnotherProcess() throws Exception {
        Process process = start(Look.class);
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

    static final class LongLook {
        private LongLook() {}

        public static void main(String[] arguments) throws Exception {
            try (FileChannel channel =
                            FileChannel.open(Path.of(arguments[0], "agent", "lock"), StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                System.out.println("taken");
                new StopSignal().awaitAtMost(Duration.ofMillis(100));
            }
        }
    }
}
