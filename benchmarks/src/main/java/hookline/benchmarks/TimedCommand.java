package hookline.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Starts a program again and again in one and the same way and tells how long it took, from before its start until its
 * exit is known: so the same cost of starting is in every time.
 *
 * <p>It reads from a pipe, as a hook does, and its output goes nowhere. Thread-safe.
 */
final class TimedCommand {
    private static final int LIMIT_SECONDS = 20;

    private final List<String> words;
    private final Map<String, String> settings;

    /**
     * Prepares a call.
     *
     * @param settings all that it sees of the environment, besides where programs are
     */
    TimedCommand(List<String> words, Map<String, String> settings) {
        this.words = List.copyOf(words);
        this.settings = Map.copyOf(settings);
    }

    /**
     * Runs it once.
     *
     * @return nanoseconds
     * @throws IOException unless it ends with exit code 0
     */
    long nanos(byte[] input) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().keySet().retainAll(List.of("PATH"));
        builder.environment().putAll(settings);
        long start = System.nanoTime();
        Process process = builder.start();
        try (OutputStream stdin = process.getOutputStream()) {
            stdin.write(input);
        }
        boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
        long nanos = System.nanoTime() - start;
        if (!ended) {
            process.destroyForcibly();
            throw new IOException(words.get(0) + " did not end within " + LIMIT_SECONDS + " s");
        }
        if (process.exitValue() != 0) {
            throw new IOException(words.get(0) + " ended with exit code " + process.exitValue());
        }
        return nanos;
    }
}
