package hookline.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

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

    private AppendOnlyFile() {}

    /** Does nothing where there is no such file; what it cannot mend, the server refuses in its own words. */
    static void mend(RedisBinary binary, ServerFolder folder) throws IOException {
        Path manifest = folder.path().resolve("appendonlydir").resolve("appendonly.aof.manifest");
        if (!Files.exists(manifest)) {
            return;
        }
        // The server's program does it when it is called by this name.
        Path check = folder.path().resolve("redis-check-aof");
        Files.deleteIfExists(check);
        Files.createSymbolicLink(check, binary.program().toAbsolutePath());
        Process process = new ProcessBuilder(List.of(check.toString(), "--fix", manifest.toString()))
                .directory(folder.path().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.log().toFile()))
                .start();
        try {
            process.getOutputStream().write("y\n".getBytes(StandardCharsets.US_ASCII));
            process.getOutputStream().close();
        } catch (IOException e) {
            // It asks only where there is something to mend, and may have ended by now.
        }
        try {
            if (process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        throw new IOException("redis-check-aof did not come to an end with " + manifest);
    }
}
