package hookline.cli.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hookline.cli.process.Program;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemdUnitTest {
    private static final String NASTY = "100% \"so\" it's a $HOME; \\n `x`";

    @TempDir
    Path folder;

    private ServiceDefinition definition(String command, Optional<String> cpus) {
        return new ServiceDefinition(
                folder.resolve(NASTY).resolve("hookline"), command, folder.resolve(NASTY), Path.of("/opt/jdk"), cpus);
    }

    private Path log() {
        return folder.resolve("calls");
    }

    /** The service on a host whose systemctl does this. */
    private SystemdUnit unit(String script) throws IOException {
        Path systemctl = Files.writeString(
                folder.resolve("systemctl"), "#!/bin/sh\necho \"$*\" >>'" + log() + "'\n" + script + "\n");
        Files.setPosixFilePermissions(systemctl, PosixFilePermissions.fromString("rwx------"));
        return new SystemdUnit(
                Map.of(
                        "PATH",
                        folder.toString(),
                        "XDG_CONFIG_HOME",
                        folder.resolve("xdg").toString()),
                folder.resolve("nobody"));
    }

    @Test
    void isStartedNowAndAtEveryLogin() throws IOException {
        SystemdUnit unit = unit("[ \"$2\" != is-active ] || echo active");
        assertEquals("not installed", unit.state());
        assertTrue(unit.install(definition("up", Optional.empty())).get(0).contains("`hookline up` now"));
        assertEquals(
                List.of("--user daemon-reload", "--user enable --now hookline.service"), Files.readAllLines(log()));
        assertEquals(folder.resolve("xdg/systemd/user/hookline.service"), unit.file());
        assertEquals("active", unit.state());
    }

    @Test
    void aNewDefinitionReplacesWhatRuns() throws IOException {
        SystemdUnit unit = unit("");
        unit.install(definition("up", Optional.empty()));
        unit.install(definition("up", Optional.empty()));
        assertFalse(Files.readString(log()).contains("restart"));
        unit.install(definition("agent", Optional.of("0,2-3")));
        assertTrue(Files.readString(log()).endsWith("--user restart hookline.service\n"));
        assertTrue(Files.readString(unit.file()).contains("\nCPUAffinity=0,2-3\n"));
    }

    @Test
    void withoutAnAnswerTheCommandsAreSaid() throws IOException {
        SystemdUnit unit = unit("exit 1");
        String lines = String.join("\n", unit.install(definition("up", Optional.empty())));
        assertTrue(lines.contains("systemctl --user enable --now hookline.service"), lines);
        assertTrue(Files.exists(unit.file()));
        assertEquals("installed, systemd does not answer here", unit.state());
        lines = String.join("\n", unit.uninstall());
        assertTrue(lines.contains("systemctl --user stop hookline.service"), lines);
        assertFalse(Files.exists(unit.file()));
    }

    @Test
    void nothingIsLeftAfterAnUninstall() throws IOException {
        SystemdUnit unit = unit("");
        assertEquals(List.of(), unit.uninstall());
        assertFalse(Files.exists(log()));
        unit.install(definition("up", Optional.empty()));
        assertEquals(1, unit.uninstall().size());
        assertFalse(Files.exists(unit.file()));
        assertEquals(
                List.of("--user disable --now hookline.service", "--user daemon-reload"),
                Files.readAllLines(log()).subList(2, 4));
    }

    @Test
    void pathsAreQuotedAsSystemdReadsThem() {
        String unit = SystemdUnit.unit(definition("agent", Optional.empty()));
        String quoted = folder + "/100%% \\\"so\\\" it's a $HOME; \\\\n `x`";
        assertTrue(unit.contains("Environment=\"HOOKLINE_HOME=" + quoted + "\"\n"), unit);
        assertTrue(unit.contains("ExecStart=/bin/sh \"" + quoted.replace("$", "$$") + "/hookline\" agent\n"), unit);
        assertFalse(unit.contains("CPUAffinity"), unit);
    }

    @Test
    @Tag("full")
    void systemdAcceptsTheUnit() throws IOException, InterruptedException {
        Optional<Program> analyze = Program.find("systemd-analyze", System.getenv());
        assumeTrue(analyze.isPresent(), "this host has no systemd");
        Path unit = Files.writeString(
                folder.resolve("hookline.service"), SystemdUnit.unit(definition("up", Optional.of("0"))));
        Process verify = new ProcessBuilder(analyze.get().file().toString(), "verify", "--man=no", unit.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(verify.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, verify.waitFor(), said);
        assertFalse(said.contains("hookline.service"), said);
    }
}
