package hookline.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The hook shim as the jar carries it, run by one shell in a process of its own with nothing but the given environment.
 *
 * <p>However a call ends, it must have exited with 0 and said nothing: {@link Call#end} asserts that.
 */
final class HookShim {
    private static final int SECONDS = 20;

    private final List<String> shell;
    private final Path file;
    private final Path scratch;

    private HookShim(List<String> shell, Path file, Path scratch) {
        this.shell = shell;
        this.file = file;
        this.scratch = scratch;
    }

    static HookShim unpack(List<String> shell, Path scratch) throws IOException {
        return unpack(shell, scratch, text());
    }

    static HookShim unpack(List<String> shell, Path scratch, String text) throws IOException {
        return new HookShim(shell, Files.writeString(scratch.resolve("hookline-hook"), text), scratch);
    }

    static String text() throws IOException {
        try (InputStream in = HookShim.class.getResourceAsStream("hookline-hook")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Every shell of this machine that people may have as {@code /bin/sh}, as the words that start it. */
    static List<List<String>> shells() {
        List<List<String>> found = new ArrayList<>();
        for (List<String> words :
                List.of(List.of("sh"), List.of("dash"), List.of("bash"), List.of("busybox", "sh"), List.of("mksh"))) {
            Stream.of(System.getenv("PATH").split(":"))
                    .map(folder -> Path.of(folder, words.get(0)))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .ifPresent(program -> {
                        List<String> command = new ArrayList<>(words);
                        command.set(0, program.toString());
                        found.add(List.copyOf(command));
                    });
        }
        assertTrue(found.stream().anyMatch(command -> command.get(0).endsWith("/sh")), "no sh on the PATH");
        return found;
    }

    Call start(Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(shell);
        command.add(file.toString());
        command.addAll(List.of(arguments));
        return start(environment, command);
    }

    /** Starts the shim as a caller does that has closed its standard input. */
    Call startWithoutInput(Map<String, String> environment) throws IOException {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "exec \"$@\" <&-", "sh"));
        command.addAll(shell);
        command.add(file.toString());
        return start(environment, command);
    }

    private Call start(Map<String, String> environment, List<String> command) throws IOException {
        Path out = Files.createTempFile(scratch, "stdout", "");
        Path err = Files.createTempFile(scratch, "stderr", "");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(scratch.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(new TreeMap<>(environment));
        return new Call(builder.start(), out, err);
    }

    record Call(Process process, Path out, Path err) {
        void end(byte[] input) throws IOException, InterruptedException {
            try (OutputStream stdin = process.getOutputStream()) {
                stdin.write(input);
            } catch (IOException e) {
                // Where the shim stops reading, at its limit or without a spool, the rest of the input has no taker.
                assertTrue(Set.of("Broken pipe", "Stream closed").contains(e.getMessage()), e.toString());
            }
            end();
        }

        void end() throws IOException, InterruptedException {
            assertTrue(process.waitFor(SECONDS, TimeUnit.SECONDS), "still running");
            assertEquals(0, process.exitValue());
            assertArrayEquals(new byte[0], Files.readAllBytes(out));
            assertArrayEquals(new byte[0], Files.readAllBytes(err));
        }
    }
}
