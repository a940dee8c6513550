package hookline.cli.process;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Another program, run without a shell and without input. Neither time nor memory depends on it: it is killed with its
 * descendants at the limit, and what it prints beyond 4 KiB is dropped.
 */
public record Program(Path file) {
    private static final int MAX_BYTES = 4096;
    private static final int POLL_MILLIS = 5;
    private static final Pattern COLON = Pattern.compile(File.pathSeparator, Pattern.LITERAL);

    /** How a program ended, and the start of what it printed. */
    public record Ended(int exitCode, String output) {
        public boolean well() {
            return exitCode == 0;
        }

        public String firstLine() {
            return output.lines().findFirst().orElse("");
        }
    }

    /** Finds a program on the {@code PATH} of an environment; relative folders there do not count. */
    public static Optional<Program> find(String name, Map<String, String> environment) {
        return COLON.splitAsStream(environment.getOrDefault("PATH", ""))
                .filter(folder -> folder.startsWith("/"))
                .map(folder -> Path.of(folder, name))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst()
                .map(Program::new);
    }

    /** Runs it with the environment of this process; empty where it cannot be started or does not end in time. */
    public Optional<Ended> run(Duration limit, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(file.toString()));
        command.addAll(arguments);
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectInput(Redirect.from(new File("/dev/null")))
                    .redirectError(Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            return Optional.empty();
        }
        try {
            return ended(process, limit);
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            kill(process);
        }
    }

    private static Optional<Ended> ended(Process process, Duration limit) throws IOException, InterruptedException {
        long started = System.nanoTime();
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        InputStream stdout = process.getInputStream();
        // When the process ends, the JDK empties its pipe under this lock, for as long as anybody else writes into it.
        synchronized (stdout) {
            try (stdout) {
                boolean ended = false;
                while (!ended) {
                    ended = process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
                    takeAvailable(stdout, output);
                    if (!ended && System.nanoTime() - started > limit.toNanos()) {
                        return Optional.empty();
                    }
                }
            }
        }
        return Optional.of(new Ended(process.exitValue(), output.toString(StandardCharsets.UTF_8)));
    }

    /** Never blocks, unlike reading up to the end, which comes only when the last descendant has closed the pipe. */
    private static void takeAvailable(InputStream stdout, ByteArrayOutputStream output) throws IOException {
        byte[] chunk = stdout.readNBytes(Math.min(stdout.available(), MAX_BYTES));
        output.write(chunk, 0, Math.min(chunk.length, MAX_BYTES - output.size()));
    }

    private static void kill(Process process) {
        if (process.isAlive()) {
            // Listed before the first one dies: orphans are nobody's descendants.
            Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                    .toList()
                    .forEach(ProcessHandle::destroyForcibly);
        }
    }
}
