package hookline.cli.hooks;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import hookline.cli.process.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClaudeVersionTest {
    @TempDir
    Path folder;

    private Map<String, String> path(String script) throws IOException {
        Path claude = Files.writeString(folder.resolve("claude"), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(claude, PosixFilePermissions.fromString("rwx------"));
        return Map.of("PATH", "relative:" + folder.resolve("none") + ":" + folder);
    }

    private Optional<ClaudeVersion> answer(String script) throws IOException {
        return ClaudeVersion.ask(path(script));
    }

    @Test
    void theAnswerOfTheProgramCounts() throws IOException {
        Optional<ClaudeVersion> expected = Optional.of(new ClaudeVersion(2, 1, 240));
        assertEquals(expected, answer("[ \"$1\" = --version ] && echo '2.1.240 (Claude Code)'"));
        assertEquals(expected, answer("cat; echo noise >&2; echo 2.1.240"));
        assertEquals(expected, answer("echo 2.1.240-beta.1"));
    }

    @Test
    void whatIsNoClearAnswerIsUnknown() throws IOException {
        assertEquals(Optional.empty(), answer("echo 2.1.240; exit 1"));
        assertEquals(Optional.empty(), answer("echo welcome"));
        assertEquals(Optional.empty(), answer("echo 2.1"));
        assertEquals(Optional.empty(), answer("exit 0"));
        assertEquals(Optional.empty(), answer("echo 99999999999999.1.1"));
        assertEquals(
                Optional.empty(), answer("i=0; while [ $i -lt 2000 ]; do echo xxxxxxxxxxxxxxxx; i=$((i+1)); done"));
        assertEquals(
                Optional.empty(),
                ClaudeVersion.ask(Map.of("PATH", folder.resolve("none").toString())));
        assertEquals(Optional.empty(), ClaudeVersion.ask(Map.of()));
    }

    @Test
    void aProgramThatDoesNotEndIsKilledWithItsChildren() throws IOException {
        Path pid = folder.resolve("pid");
        Program claude = Program.find("claude", path("sleep 1000 & echo $! >'" + pid + "'; wait"))
                .orElseThrow();
        Optional<Program.Ended> ended = Optional.of(new Program.Ended(0, ""));
        for (int seconds = 1; !Files.exists(pid) || Files.size(pid) == 0; seconds *= 2) {
            ended = claude.run(Duration.ofSeconds(seconds), List.of("--version"));
        }
        assertEquals(Optional.empty(), ended);
        long child = Long.parseLong(Files.readString(pid).strip());
        await().until(() ->
                ProcessHandle.of(child).filter(ProcessHandle::isAlive).isEmpty());
    }
}
