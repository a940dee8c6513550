package hookline.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Leaves an append-only file that ends where a command or a transaction ends.
 *
 * <p>Redis cuts off only the last command of a file that a power failure ended early. Where that stood in a transaction,
 * as the effects of each script do, its beginning stays in the file, and the next start but one carries out half of
 * it: an entry is in the log twice, or what was written behind it is gone
 * (<a href="https://github.com/valkey-io/valkey/pull/4342">valkey 4342</a>). {@code redis-check-aof} cuts where the
 * transaction began.
 */
final class AppendOnlyFile {
    private static final int LIMIT_SECONDS = 600;

    /** In bytes; many times what one commit writes. */
    private static final long LONGEST_TRANSACTION = 16 << 20;

    /** What the program says but of a file that ends too early, in src/redis-check-aof.c of Redis 7.0. */
    private static final Pattern DAMAGED = Pattern.compile("format error|Expected (?!to read|\\\\r\\\\n, got: 000d)");

    private static final Pattern DIFFERENCE = Pattern.compile("diff=(\\d{1,18})");

    private AppendOnlyFile() {}

    /**
     * Does nothing where there is no such file, or where it is damaged in its middle: the server refuses that in its own
     * words, and a person has to judge what may go.
     */
    static void mend(RedisBinary binary, ServerFolder folder) throws IOException {
        Path manifest = folder.path().resolve("appendonlydir").resolve("appendonly.aof.manifest");
        if (!Files.exists(manifest)) {
            return;
        }
        // The server's program does it when it is called by this name.
        Path check = folder.path().resolve("redis-check-aof");
        Files.deleteIfExists(check);
        Files.createSymbolicLink(check, binary.program().toAbsolutePath());
        Path report = folder.path().resolve("redis-check-aof.log");
        if (run(report, check.toString(), manifest.toString()) != 0 && isCutOff(report)) {
            run(report, check.toString(), "--fix", manifest.toString());
        }
    }

    /** Whether no more is missing than the end of one transaction. */
    private static boolean isCutOff(Path report) throws IOException {
        String text = Files.readString(report, StandardCharsets.ISO_8859_1);
        Matcher diff = DIFFERENCE.matcher(text);
        long dropped = 0;
        while (diff.find()) {
            dropped = Math.max(dropped, Long.parseLong(diff.group(1)));
        }
        return !DAMAGED.matcher(text).find() && dropped <= LONGEST_TRANSACTION;
    }

    private static int run(Path report, String... command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(report.toFile())
                .start();
        try {
            process.getOutputStream().write("y\n".getBytes(StandardCharsets.US_ASCII));
            process.getOutputStream().close();
        } catch (IOException e) {
            // It asks only where there is something to mend, and may have ended by now.
        }
        try {
            if (process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                return process.exitValue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        throw new IOException("redis-check-aof did not come to an end; see " + report);
    }
}
