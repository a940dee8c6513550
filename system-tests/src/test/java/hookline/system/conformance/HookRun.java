package hookline.system.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;

/**
 * One call of a hook as a session sees it: it has ended once its process is gone and nobody holds its output any more.
 *
 * <p>However it goes, no process of its group is left when {@link #end} had to kill it.
 */
final class HookRun {
    private static final int SHOWN_BYTES = 200;
    private static final Duration KILL_LIMIT = Duration.ofSeconds(20);

    /** Three threads a call, which end with its pipes. */
    private static final ExecutorService PIPES = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "hook-pipe");
        thread.setDaemon(true);
        return thread;
    });

    private final Process process;
    private final ProcessGroup group;
    private final CompletableFuture<Void> fed;
    private final CompletableFuture<String> stdout;
    private final CompletableFuture<String> stderr;
    private boolean signalled;

    private HookRun(Process process, StandardInput input) {
        this.process = process;
        this.group = new ProcessGroup(process);
        this.fed = CompletableFuture.runAsync(() -> input.feed(process.getOutputStream()), PIPES);
        this.stdout = CompletableFuture.supplyAsync(() -> text(process.getInputStream()), PIPES);
        this.stderr = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()), PIPES);
    }

    static HookRun start(List<String> command, Map<String, String> environment, Path folder, StandardInput input)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(ProcessGroup.leading(command)).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return new HookRun(builder.start(), input);
    }

    enum Signal {
        TERM(143),
        KILL(137);

        /** What a shell's caller sees of a process that this signal ended. */
        final int exitCode;

        Signal(int exitCode) {
            this.exitCode = exitCode;
        }
    }

    /** How a call ended; what it printed is cut, and unknown where somebody still held the pipe. */
    record Ending(int exitCode, String stdout, String stderr, boolean late) {}

    boolean hasEnded() {
        return !process.isAlive();
    }

    /** Waits until all of the input is written. */
    void awaitFed(Duration limit) throws InterruptedException {
        within(limit, fed);
    }

    /** Sends a signal to all processes of the call. */
    void signal(Signal signal) throws IOException, InterruptedException {
        signalled = true;
        group.signal(signal.name());
    }

    /** Waits for the end, and kills what goes on after this time. */
    Ending end(Duration bound) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + bound.toNanos();
        boolean inTime = process.waitFor(bound.toNanos(), TimeUnit.NANOSECONDS)
                && within(
                        Duration.ofNanos(Math.max(0, deadline - System.nanoTime())),
                        CompletableFuture.allOf(stdout, stderr));
        if (!inTime) {
            signal(Signal.KILL);
        }
        if (signalled) {
            // What it hit may outlive its shell by a moment, and still write.
            Awaitility.await()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(5))
                    .atMost(KILL_LIMIT)
                    .until(() -> hasEnded() && group.isEmpty());
        }
        return new Ending(process.exitValue(), stdout.getNow(""), stderr.getNow(""), !inTime);
    }

    private static boolean within(Duration limit, CompletableFuture<?> future) throws InterruptedException {
        try {
            future.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(InputStream in) {
        try (in) {
            String start = new String(in.readNBytes(SHOWN_BYTES), StandardCharsets.UTF_8);
            in.transferTo(OutputStream.nullOutputStream());
            return start;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
