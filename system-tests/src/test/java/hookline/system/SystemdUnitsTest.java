package hookline.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code deploy/systemd} holds, before systemd itself; needs {@code systemd-analyze}. */
@Tag("full")
class SystemdUnitsTest {
    @TempDir
    Path folder;

    @Test
    void systemdAcceptsEveryUnit() throws Exception {
        List<String> command = new ArrayList<>(List.of("systemd-analyze", "verify", "--man=no"));
        try (Stream<Path> units = Files.list(Path.of(System.getProperty("hookline.checkout"), "deploy", "systemd"))) {
            for (Path unit : units.toList()) {
                // It wants to see the program, which is not installed here.
                Path copy = folder.resolve(unit.getFileName().toString());
                Files.writeString(copy, Files.readString(unit).replace("/opt/hookline/hookline", "/bin/true"));
                command.add(copy.toString().replace("@.", "@1."));
            }
        }
        assertEquals(3 + 4, command.size());
        Process verify = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(verify.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, verify.waitFor(), said);
        assertFalse(said.contains("hookline"), said);
    }
}
