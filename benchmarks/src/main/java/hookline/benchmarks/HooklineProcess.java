package hookline.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A {@code hookline} command as the launcher runs it, or another program of ours, seeing only the given settings and
 * none of the user's.
 *
 * <p>Closing ends it within seconds.
 */
final class HooklineProcess implements AutoCloseable {
    private static final int STOP_SECONDS = 20;

    /** In megabytes, as the launcher gives it. */
    private static final int PROCESSORS_HEAP = 256;

    private final Process process;
    private final Path errors;

    private HooklineProcess(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
    }

    static HooklineProcess start(Workplace place, Map<String, String> settings, String... command) throws IOException {
        List<String> words = new ArrayList<>(place.hookline());
        words.addAll(List.of(command));
        return start(place, settings, command[0], words);
    }

    /** Runs a class of this program in a JVM like that of a processor. */
    static HooklineProcess ofClass(Workplace place, Map<String, String> settings, Class<?> main, String... arguments)
            throws IOException {
        return ofClass(place, settings, PROCESSORS_HEAP, main, arguments);
    }

    static HooklineProcess ofClass(
            Workplace place, Map<String, String> settings, int heapMegabytes, Class<?> main, String... arguments)
            throws IOException {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapMegabytes + "m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        words.addAll(List.of(arguments));
        return start(place, settings, main.getSimpleName(), words);
    }

    private static HooklineProcess start(Workplace place, Map<String, String> settings, String name, List<String> words)
            throws IOException {
        Path errors = place.resolve(name + ".err");
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()));
        Map<String, String> environment = builder.environment();
        environment.keySet().retainAll(List.of("PATH", "HOME", "JAVA_HOME"));
        environment.putAll(settings);
        // The user's settings file is looked for where the system says the user lives, whatever HOME is.
        environment.put("JDK_JAVA_OPTIONS", "\"-Duser.home=" + place.resolve("user") + "\"");
        return new HooklineProcess(builder.start(), errors);
    }

    long pid() {
        return process.pid();
    }

    /** Fails with its own last words if it has ended. */
    void requireAlive() throws IOException {
        if (!process.isAlive()) {
            List<String> lines = Files.readAllLines(errors);
            throw new IOException("A process ended with exit code " + process.exitValue() + ": "
                    + (lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1)));
        }
    }

    /** Takes the processor away from it until it is thawed. */
    void freeze() throws IOException, InterruptedException {
        signal("-STOP");
    }

    void thaw() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", signal, "" + pid()).start();
        if (!kill.waitFor(STOP_SECONDS, TimeUnit.SECONDS) || kill.exitValue() != 0) {
            throw new IOException("A process took no signal " + signal);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Returns once it has ended by itself, and well. */
    void awaitEnd(Duration limit) throws IOException, InterruptedException {
        Arrival.await(() -> !process.isAlive(), limit, "the end of a process");
        requireEndedWell();
    }

    /** Fails with its own last words if it has ended, and not with 0. */
    void requireEndedWell() throws IOException {
        if (!process.isAlive() && process.exitValue() != 0) {
            requireAlive();
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
