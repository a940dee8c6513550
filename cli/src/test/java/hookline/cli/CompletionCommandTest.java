package hookline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionCommandTest {
    @TempDir
    Path folder;

    private String completed(String... words) throws Exception {
        Path script = Files.writeString(folder.resolve("completion"), CompletionCommand.script());
        String line = String.join(" ", words);
        // What bash does when somebody presses the tabulator behind the last word.
        String shell = "source '" + script + "'; COMP_WORDS=(" + line + "); COMP_CWORD=" + (words.length - 1)
                + "; COMP_LINE='" + line + "'; COMP_POINT=" + line.length()
                + "; _complete_hookline; printf '%s\\n' \"${COMPREPLY[@]}\"";
        Process bash = new ProcessBuilder("bash", "-c", shell)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, bash.waitFor(), said);
        return said.strip();
    }

    @Test
    void commandsAndOptionsAreCompleted() throws Exception {
        assertEquals("groups", completed("hookline", "gro"));
        assertEquals("--no-follow", completed("hookline", "tail", "--no"));
        assertEquals("redrive", completed("hookline", "dead-letters", "red"));
        assertEquals("show", completed("hookline", "sessions", "sh"));
    }
}
