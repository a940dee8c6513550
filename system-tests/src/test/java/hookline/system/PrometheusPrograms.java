package hookline.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Prometheus and promtool of this machine; lets no test that needs them be skipped unnoticed. */
final class PrometheusPrograms {
    private static final long LIMIT_SECONDS = 120;

    private PrometheusPrograms() {}

    /**
     * Skips a test class where they are not installed, and says so on stderr; fails it where the system property {@code
     * hookline.prometheus} is {@code required}.
     */
    static void orSkip(Class<?> test) {
        if (isInstalled("promtool") && isInstalled("prometheus")) {
            return;
        }
        String words = "no prometheus and promtool on the PATH; install Debian's package prometheus";
        if ("required".equals(System.getProperty("hookline.prometheus"))) {
            Assertions.fail(words);
        }
        System.err.println("SKIPPED " + test.getSimpleName() + ": " + words);
        Assumptions.abort(words);
    }

    /** The shipped files. */
    static Path shipped(String name) {
        return Path.of(System.getProperty("hookline.checkout"), "deploy", "prometheus", name);
    }

    /** Runs promtool and fails with what it said unless it is content. */
    static void promtool(String... arguments) throws IOException, InterruptedException {
        Process tool = new ProcessBuilder(Stream.concat(Stream.of("promtool"), Stream.of(arguments))
                        .toList())
                .redirectErrorStream(true)
                .start();
        String said = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Assertions.assertTrue(tool.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS), "promtool does not end");
        Assertions.assertEquals(0, tool.exitValue(), () -> "promtool " + List.of(arguments) + ": " + said);
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
