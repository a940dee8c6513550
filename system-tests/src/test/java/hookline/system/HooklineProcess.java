package hookline.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A {@code hookline} command in a process of its own, to be watched, frozen and killed. */
public final class HooklineProcess implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** Less than what a process waits for a part that does not stop. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private final Process process;
    private final Path output;
    private final Path errors;

    private HooklineProcess(Process process, Path output, Path errors) {
        this.process = process;
        this.output = output;
        this.errors = errors;
    }

    /**
     * Starts a command.
     *
     * @param folder where its output goes
     * @param environment all that it sees of Hookline's settings
     */
    public static HooklineProcess start(Path folder, Map<String, String> environment, String... arguments)
            throws IOException {
        return start(folder, environment, Path.of("/dev/null"), arguments);
    }

    /** The same with a file as its input. */
    static HooklineProcess start(Path folder, Map<String, String> environment, Path input, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx" + environment.getOrDefault("HOOKLINE_MAX_MEMORY_MB", "256") + "m",
                "-cp",
                System.getProperty("java.class.path"),
                "hookline.cli.Hookline"));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(folder, arguments[0] + "-", ".out");
        Path errors = Files.createTempFile(folder, arguments[0] + "-", ".err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(input.toFile()))
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("HOOKLINE_") || name.startsWith("REDIS_"));
        builder.environment().putAll(environment);
        return new HooklineProcess(builder.start(), output, errors);
    }

    /** Waits for its end and tells the exit code. */
    int exitCode() throws IOException, InterruptedException {
        if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("Still running after " + LIMIT + ": " + errors());
        }
        return process.exitValue();
    }

    String output() throws IOException {
        return Files.readString(output);
    }

    public String errors() throws IOException {
        return Files.readString(errors);
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** As kill -9 does. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    public void freeze() throws IOException, InterruptedException {
        signal("-STOP");
    }

    public void thaw() throws IOException, InterruptedException {
        signal("-CONT");
    }

    /** Asks it to stop, as Ctrl-C and service managers do. */
    void terminate() {
        process.destroy();
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("It did not stop within " + STOP_LIMIT + ": " + errors());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void signal(String name) throws IOException, InterruptedException {
        int code = new ProcessBuilder("kill", name, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
        if (code != 0) {
            throw new IOException("kill " + name + " failed");
        }
    }
}
