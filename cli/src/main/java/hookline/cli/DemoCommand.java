package hookline.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hookline demo}: reads no settings of the user, and leaves nothing behind. */
@Command(
        name = "demo",
        description = {
            "Sends a recorded session through the real hook shim and the whole pipeline, on a Redis of its own.",
            "Each published message is printed on stdout as it arrives, a summary on stderr.",
            "Exit code 0 only when every event arrived and no planted secret did."
        },
        footer = {"", "Examples:", "  hookline demo", "  hookline demo --input my-session.jsonl"},
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    @Option(
            names = "--input",
            paramLabel = "FILE",
            description = "replay raw hook inputs, one JSON object a line, instead of the recorded session")
    private @Nullable Path input;

    @Option(
            names = "--planted",
            paramLabel = "FILE",
            description = "with --input: secrets to look for afterwards, one a line")
    private @Nullable Path planted;

    @Override
    public Integer call() throws IOException, GeneralSecurityException {
        PlantedSecrets secrets = new PlantedSecrets();
        List<String> events =
                input == null ? secrets.plantInto(recordedSession()).lines().toList() : lines(input);
        List<String> lookedFor = input == null ? secrets.values() : planted == null ? List.of() : lines(planted);
        DemoSummary summary = new DemoRun(events, lookedFor).run();
        summary.lines().forEach(System.err::println);
        return summary.isGood() ? 0 : 1;
    }

    private static List<String> lines(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            if (!line.isBlank()) {
                lines.add(line);
            }
        }
        return lines;
    }

    private static String recordedSession() throws IOException {
        try (InputStream in = DemoCommand.class.getResourceAsStream("demo-session.jsonl")) {
            if (in == null) {
                throw new IllegalStateException("Missing from the jar: demo-session.jsonl");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
