package hookline.settings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs a command without a shell and takes the first line that it prints as the secret.
 *
 * <p>Neither time nor memory depends on the command: it is killed with its descendants at the limit, and what still
 * holds its output open afterwards is not waited for. Nothing of the command line or its output is ever quoted, since
 * either may hold a secret.
 */
final class SecretCommand implements SecretSource {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int MAX_BYTES = 64 * 1024;
    private static final int POLL_MILLIS = 5;

    private final String variable;
    private final List<String> words;
    private final Duration limit;

    SecretCommand(String variable, List<String> words) {
        this(variable, words, LIMIT);
    }

    SecretCommand(String variable, List<String> words, Duration limit) {
        this.variable = variable;
        this.words = List.copyOf(words);
        this.limit = limit;
    }

    @Override
    public Secret read() {
        Process process = start();
        try {
            byte[] output = outputOf(process);
            if (process.exitValue() != 0) {
                throw failure("ended with exit code " + process.exitValue() + "; run it by hand to see why");
            }
            return Secret.of(firstLine(output));
        } catch (IOException e) {
            throw failure("printed what is not UTF-8 text, or could not be read");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure("was interrupted");
        } finally {
            kill(process);
        }
    }

    @Override
    public String origin() {
        return variable;
    }

    @Override
    public String toString() {
        return origin();
    }

    private Process start() {
        try {
            return new ProcessBuilder(words)
                    .redirectInput(Redirect.from(new File("/dev/null")))
                    .redirectError(Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            // The cause would quote the program, which is the secret where somebody mixed up X and X_COMMAND.
            throw failure("could not be started; it must begin with a program that exists and may be executed");
        }
    }

    private byte[] outputOf(Process process) throws IOException, InterruptedException {
        long started = System.nanoTime();
        InputStream stdout = process.getInputStream();
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        // When the process ends, the JDK empties its pipe under this lock, for as long as anybody else writes into it.
        synchronized (stdout) {
            try (stdout) {
                boolean ended = false;
                while (!ended) {
                    ended = process.waitFor(POLL_MILLIS, MILLISECONDS);
                    takeAvailable(stdout, output);
                    if (!ended && System.nanoTime() - started > limit.toNanos()) {
                        throw failure("did not end within " + limit.toSeconds()
                                + " s and was stopped; run it by hand to see what it waits for");
                    }
                }
            }
        }
        return output.toByteArray();
    }

    /** Never blocks, unlike reading up to the end, which comes only when the last descendant has closed the pipe. */
    private void takeAvailable(InputStream stdout, ByteArrayOutputStream output) throws IOException {
        for (int available = stdout.available(); available > 0; available = stdout.available()) {
            output.write(stdout.readNBytes(Math.min(available, MAX_BYTES)));
            if (output.size() > MAX_BYTES) {
                throw failure("printed more than 64 KiB; it must print the secret on its first line");
            }
        }
    }

    private String firstLine(byte[] output) throws IOException {
        int end = 0;
        while (end < output.length && output[end] != '\n') {
            end++;
        }
        if (end > 0 && output[end - 1] == '\r') {
            end--;
        }
        if (end == 0) {
            throw failure("printed nothing on its first line, where the secret belongs");
        }
        return UTF_8.newDecoder().decode(ByteBuffer.wrap(output, 0, end)).toString();
    }

    private static void kill(Process process) {
        if (!process.isAlive()) {
            return;
        }
        // Listed before the first one dies: orphans are nobody's descendants.
        Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList()
                .forEach(ProcessHandle::destroyForcibly);
    }

    private SecretUnavailableException failure(String reason) {
        return new SecretUnavailableException(variable + ' ' + reason);
    }
}
