package hookline.system.faults;

import hookline.streams.StopSignal;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A file system of its own that can be filled to the last byte, as far as this machine lets the test mount one, which
 * takes Linux and root; else an ordinary folder that cannot be filled, and the console says so.
 */
final class SmallDisk implements AfterAllCallback {
    private static final int CHUNK = 1 << 16;
    private static final Duration BETWEEN_FILLS = Duration.ofMillis(2);

    private final Path folder;
    private final boolean fillable;

    private SmallDisk(Path folder, boolean fillable) {
        this.folder = folder;
        this.fillable = fillable;
    }

    static SmallDisk ofMegabytes(int size) {
        try {
            Path folder = Files.createTempDirectory("hookline-disk-");
            boolean mounted = run("mount", "-t", "tmpfs", "-o", "mode=700,size=" + size + "m", "none", "" + folder);
            if (!mounted) {
                System.err.println("No fault fills a disk here: mounting one takes Linux and root");
            }
            return new SmallDisk(folder, mounted);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path folder() {
        return folder;
    }

    boolean isFillable() {
        return fillable;
    }

    /** Leaves no room on it for about so long, whatever is removed meanwhile. */
    void fillFor(Duration time) throws IOException {
        Path filler = folder.resolve("filler");
        long end = System.nanoTime() + time.toNanos();
        try (OutputStream out = Files.newOutputStream(filler)) {
            while (System.nanoTime() < end) {
                fill(out, CHUNK);
                fill(out, 1);
                new StopSignal().awaitAtMost(BETWEEN_FILLS);
            }
        } finally {
            Files.delete(filler);
        }
    }

    private static void fill(OutputStream out, int bytes) {
        byte[] zeros = new byte[bytes];
        try {
            while (true) {
                out.write(zeros);
            }
        } catch (IOException e) {
            // Full, which is what was asked for.
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        if (fillable && !run("umount", "" + folder)) {
            throw new IOException("Cannot unmount " + folder);
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static boolean run(String... command) throws IOException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
