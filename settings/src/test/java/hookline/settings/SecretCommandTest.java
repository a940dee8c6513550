package hookline.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class SecretCommandTest {
    @TempDir
    Path folder;

    @Test
    void takesTheFirstLine() {
        assertEquals(
                "open sesame",
                shell("printf 'open sesame\\nand more\\n'").read().reveal());
        assertEquals("open sesame", shell("printf 'open sesame\\r\\n'").read().reveal());
        assertEquals("open sesame", shell("printf 'open sesame'").read().reveal());
    }

    @Test
    void runsAgainEachTimeSincePasswordsRotate() throws IOException {
        Path password = Files.writeString(folder.resolve("password"), "old");
        SecretCommand command = new SecretCommand("X_COMMAND", List.of("cat", password.toString()));
        assertEquals("old", command.read().reveal());

        Files.writeString(password, "new");
        assertEquals("new", command.read().reveal());
    }

    @Test
    void hasNoShellBetweenItAndTheProgram() {
        SecretCommand command = new SecretCommand("X_COMMAND", List.of("echo", "$(id)", ";", "*"));

        assertEquals("$(id) ; *", command.read().reveal());
    }

    @Test
    void givesTheProgramAnEmptyInput() {
        assertEquals("end", shell("cat; echo end").read().reveal());
    }

    @Test
    void tellsTheExitCodeAndNeverTheOutput() {
        String message = refusal(shell("echo sesame; echo sesame >&2; exit 3"));

        assertTrue(message.contains("exit code 3"), message);
        assertFalse(message.contains("sesame"), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "echo", "printf '\\r\\n'", "printf '\\nsecond line'", "echo only an error >&2"})
    void refusesACommandWithoutAFirstLine(String script) {
        assertTrue(refusal(shell(script)).contains("printed nothing"));
    }

    @Test
    void refusesAMegabyteOfOutput() {
        assertTrue(refusal(shell("head -c 1048576 /dev/zero")).contains("64 KiB"));
        assertTrue(refusal(shell("yes")).contains("64 KiB"));
    }

    @Test
    void refusesBytesThatAreNotText() {
        assertTrue(refusal(shell("printf '\\377\\376'")).contains("UTF-8"));
    }

    @Test
    void doesNotQuoteAProgramThatIsMissingSinceItMayBeAMisplacedSecret() {
        SecretUnavailableException refusal = assertThrows(
                SecretUnavailableException.class, () -> new SecretCommand("X_COMMAND", List.of("sesame")).read());

        assertFalse(String.valueOf(refusal.getMessage()).contains("sesame"));
        assertEquals(null, refusal.getCause());
    }

    @Test
    void neverShowsItsWords() {
        SecretCommand command = new SecretCommand("X_COMMAND", List.of("openssl", "-k", "sesame"));

        assertEquals("X_COMMAND", command.origin());
        assertEquals("X_COMMAND", command.toString());
    }

    @Test
    void killsACommandThatHangsTogetherWithItsDescendants() throws IOException {
        Path pids = folder.resolve("pids");
        SecretCommand command =
                shell("sleep 600 & echo $! >>'" + pids + "'; echo $$ >>'" + pids + "'; wait", Duration.ofSeconds(1));

        assertTrue(refusal(command).contains("did not end within 1 s"));

        List<Long> started =
                Files.readAllLines(pids).stream().map(Long::valueOf).toList();
        assertEquals(2, started.size());
        Awaitility.await().until(() -> !isRunning(started.get(0)) && !isRunning(started.get(1)));
    }

    @Test
    void doesNotWaitForAChildThatKeepsTheOutputOpen() throws IOException {
        Path pid = folder.resolve("pid");

        Secret secret = assertTimeoutPreemptively(
                Duration.ofSeconds(5), () -> shell("sleep 600 & echo $! >'" + pid + "'; echo open sesame")
                        .read());

        assertEquals("open sesame", secret.reveal());
        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).ifPresent(ProcessHandle::destroyForcibly);
    }

    @Test
    void isNotDrownedByAChildThatGoesOnWriting() throws IOException {
        Path pid = folder.resolve("pid");
        SecretCommand command = shell("yes & echo $! >'" + pid + "'; sleep 0.1; exit 0");

        assertTrue(assertTimeoutPreemptively(Duration.ofSeconds(5), () -> refusal(command))
                .contains("64 KiB"));

        long child = Long.parseLong(Files.readString(pid).strip());
        Awaitility.await().until(() -> !isRunning(child));
    }

    @Test
    void staysInterruptedWhenInterrupted() {
        Thread.currentThread().interrupt();

        assertTrue(refusal(shell("sleep 600")).contains("interrupted"));
        assertTrue(Thread.interrupted());
    }

    private static SecretCommand shell(String script) {
        return shell(script, Duration.ofSeconds(10));
    }

    private static SecretCommand shell(String script, Duration limit) {
        return new SecretCommand("X_COMMAND", List.of("/bin/sh", "-c", script), limit);
    }

    private static String refusal(SecretCommand command) {
        String message = String.valueOf(
                assertThrows(SecretUnavailableException.class, command::read).getMessage());
        assertTrue(message.startsWith("X_COMMAND"), message);
        return message;
    }

    private static boolean isRunning(long pid) throws IOException {
        Path status = Path.of("/proc", String.valueOf(pid), "stat");
        boolean zombie = Files.exists(status) && Files.readString(status).contains(") Z ");
        return !zombie && ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }
}
