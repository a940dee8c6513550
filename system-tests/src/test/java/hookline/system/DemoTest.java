package hookline.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.schemas.PublishedLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {
    private static final Path SAMPLES = Path.of(System.getProperty("hookline.checkout"))
            .resolveSibling("shared")
            .resolve("samples");

    @TempDir
    Path folder;

    private HooklineProcess demo(String... arguments) throws IOException {
        String[] command = new String[arguments.length + 1];
        command[0] = "demo";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        return HooklineProcess.start(folder, Map.of("HOME", folder.toString()), command);
    }

    @Test
    void everyEventArrivesAndNoPlantedSecretDoes() throws Exception {
        try (HooklineProcess demo = demo()) {
            assertEquals(0, demo.exitCode(), demo.errors());
            List<String> lines = demo.output().lines().toList();
            TreeSet<String> types = new TreeSet<>();
            TreeSet<Long> sequences = new TreeSet<>();
            for (String line : lines) {
                PublishedLine event = PublishedLine.parse(line);
                types.add(event.hookType());
                sequences.add(event.sequence());
            }
            assertTrue(lines.size() >= 20 && types.size() >= 12);
            assertEquals(lines.size(), sequences.size());
            assertEquals(lines.size(), sequences.last());
            assertTrue(demo.errors().contains("planted secrets found   0"));
        }
    }

    @Test
    void whatLeaksIsFoundAndFailsTheRun() throws Exception {
        Path input = folder.resolve("events.jsonl");
        Path planted = folder.resolve("planted.txt");
        // A working directory is published in the clear, as the contract has it: as a secret it must be found.
        Files.writeString(
                input, "{\"hook_event_name\":\"Stop\",\"session_id\":\"s\",\"cwd\":\"/home/ada/very-secret-place\"}\n");
        Files.writeString(planted, "very-secret-place\n");
        try (HooklineProcess demo = demo("--input", input.toString(), "--planted", planted.toString())) {
            assertEquals(1, demo.exitCode());
            assertTrue(demo.errors().contains("LEAK in the channel"));
            assertTrue(demo.errors().contains("LEAK in the append-only file"));
            assertTrue(demo.errors().contains("LEAK in Redis"));
        }
    }

    @Test
    void aDeadLetterFailsTheRun() throws Exception {
        Path input = folder.resolve("events.jsonl");
        Files.writeString(input, "not json\n");
        try (HooklineProcess demo = demo("--input", input.toString())) {
            assertEquals(1, demo.exitCode());
        }
    }

    /** Runs over sample recordings where they lie beside the checkout; says so where they do not. */
    @TestFactory
    Stream<DynamicTest> theSampleRecordingsArriveWithoutTheirSecrets() {
        if (!Files.isDirectory(SAMPLES)) {
            System.err.println("No sample recordings beside the checkout: only the project's own were tried.");
            return Stream.of();
        }
        return Stream.of("hook-events.jsonl.gz", "hook-events-edge.jsonl.gz")
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    Path input = folder.resolve(name);
                    Files.write(input, Samples.bytes(SAMPLES.resolve(name)));
                    Path planted = folder.resolve("planted.txt");
                    Files.write(planted, Samples.jsonValues(SAMPLES.resolve("planted-secrets.json.gz")));
                    try (HooklineProcess demo = demo("--input", input.toString(), "--planted", planted.toString())) {
                        assertEquals(0, demo.exitCode(), demo.errors());
                    }
                }));
    }
}
