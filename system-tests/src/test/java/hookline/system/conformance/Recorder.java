package hookline.system.conformance;

import hookline.client.HookScript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A command under test, as it stands in Claude Code's settings, and the shell that runs it.
 *
 * @param form what to call it
 * @param command a shell command line; <code>{home}</code> and <code>{shim}</code> are replaced, quoted
 * @param script the file that is installed as <code>{shim}</code>, if any
 * @param keepsInSpool whether what it keeps lies in a Hookline spool and can be counted there
 */
record Recorder(String form, String command, HookShell shell, Optional<Path> script, boolean keepsInSpool) {
    private static final String INSTALLED = "{ HOOKLINE_HOME={home} {shim}; } >/dev/null 2>&1 || true";

    /** What the installed form would hide is seen here: the shim is the process that the session starts. */
    private static final String BARE = "exec {shim}";

    /** The given command, or else every form of the shim, with every shell. */
    static List<Recorder> underTest(Path folder) throws IOException {
        String given = System.getProperty("hookline.conformance.command");
        if (given == null) {
            return ofTheShim(folder);
        }
        boolean spool = keepsInSpool(System.getProperty("hookline.conformance.spool", "hookline"));
        return HookShell.all(folder).stream()
                .map(shell -> new Recorder("given", given, shell, Optional.empty(), spool))
                .toList();
    }

    static List<Recorder> ofTheShim(Path folder) throws IOException {
        List<Recorder> recorders = new ArrayList<>();
        for (HookShell shell : HookShell.all(folder)) {
            String text = HookScript.source().replaceFirst("#!/bin/sh\n", "#!" + shell.program() + "\n");
            Path script = executable(folder.resolve("shim-for-" + shell.name()), text);
            recorders.add(new Recorder("installed", INSTALLED, shell, Optional.of(script), true));
            recorders.add(new Recorder("bare", BARE, shell, Optional.of(script), true));
        }
        return recorders;
    }

    /** A script of the test's own, in the place of the shim. */
    static Recorder of(Path folder, String text) throws IOException {
        Path script = executable(folder.resolve("recorder"), text);
        return new Recorder("bare", BARE, HookShell.given(), Optional.of(script), true);
    }

    private static boolean keepsInSpool(String spool) {
        if (!List.of("hookline", "none").contains(spool)) {
            throw new IllegalArgumentException("hookline.conformance.spool is hookline or none, not " + spool);
        }
        return spool.equals("hookline");
    }

    private static Path executable(Path file, String text) throws IOException {
        Files.writeString(file, text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    List<String> commandLine(Path home, Path shim) {
        String line = command.replace("{home}", quoted(home)).replace("{shim}", quoted(shim));
        return List.of(shell.program().toString(), "-c", line);
    }

    /** Whether a signal that reaches the session's shell reaches the recorder itself, which can answer it. */
    boolean isTheShellsProcess() {
        return command.startsWith("exec ");
    }

    /** Whether the command line is meant to hide that its program is gone. */
    boolean outlivesItsFile() {
        return command.equals(INSTALLED);
    }

    private static String quoted(Path path) {
        return "'" + path.toString().replace("'", "'\\''") + "'";
    }

    @Override
    public String toString() {
        return form + ", " + shell.name();
    }
}
