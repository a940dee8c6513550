package hookline.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A {@code hookline} command as the launcher runs it, seeing only the given settings and none of the user's.
 *
 * <p>Closing ends it within seconds.
 */
final class HooklineProcess implements AutoCloseable {
    private static final int STOP_SECONDS = 20;

    private final Process process;
    private final Path errors;

    private HooklineProcess(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
    }

    static HooklineProcess start(Workplace place, Map<String, String> settings, String command) throws IOException {
        Path errors = place.resolve(command + ".err");
        List<String> words = new ArrayList<>(place.hookline());
        words.add(command);
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
