package hookline.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hookline.client.HookScript;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Calls the real hook shim as a coding agent does, and asserts each time that it disturbs nobody. */
final class HookCall {
    private final Path shim;
    private final Path home;

    private HookCall(Path shim, Path home) {
        this.shim = shim;
        this.home = home;
    }

    static HookCall into(Path home) throws IOException {
        Path shim = Files.createTempFile("hookline-hook-", "");
        Files.writeString(shim, HookScript.source());
        Files.setPosixFilePermissions(shim, PosixFilePermissions.fromString("rwx------"));
        return new HookCall(shim, home);
    }

    void fire(String event, String... arguments) throws IOException, InterruptedException {
        fire(event.getBytes(StandardCharsets.UTF_8), arguments);
    }

    void fire(byte[] event, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(shim.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("HOOKLINE_HOME", home.toString());
        Process hook = builder.start();
        try (OutputStream stdin = hook.getOutputStream()) {
            stdin.write(event);
        } catch (IOException e) {
            // The shim stops reading what is too large.
            assertEquals("Broken pipe", e.getMessage());
        }
        assertEquals("", new String(hook.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        hook.waitFor(20, TimeUnit.SECONDS);
        assertEquals(0, hook.exitValue());
    }
}
