package hookline.processor.redact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Runs over the recorded sessions beside the checkout; says so in one line where they are missing. */
class SampleEventsTest {
    private static final Path SAMPLES = Path.of(System.getProperty("hookline.checkout", "."))
            .toAbsolutePath()
            .normalize()
            .resolveSibling("shared")
            .resolve("samples");

    private final SecretRedaction redaction = SecretRedaction.standard();

    @TestFactory
    List<DynamicTest> samples() throws IOException {
        if (!Files.isDirectory(SAMPLES)) {
            System.out.println("No sample events beside the checkout: SampleEventsTest has nothing to run on");
            return List.of();
        }
        List<DynamicTest> tests = new ArrayList<>();
        List<String> planted = List.copyOf(
                strings(String.join("\n", lines("planted-secrets.json.gz"))).values());
        for (String file : List.of("hook-events.jsonl.gz", "hook-events-edge.jsonl.gz")) {
            for (String line : lines(file)) {
                String name = file + " " + strings(line).get("hook_event_name");
                tests.add(DynamicTest.dynamicTest(name, () -> holdsNothingPlanted(line, planted)));
            }
        }
        tests.add(DynamicTest.dynamicTest("secret-texts.jsonl.gz", this::findsNearlyAllSecretTexts));
        return tests;
    }

    private void holdsNothingPlanted(String event, List<String> planted) throws IOException {
        String redacted = redaction.json(event).text();

        for (String secret : planted) {
            String encoded = Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
            assertFalse(redacted.contains(secret) || redacted.contains(encoded), "a planted secret is left");
        }
        assertEquals(redacted, redaction.json(redacted).text());
        Map<String, String> before = strings(event);
        Map<String, String> after = strings(redacted);
        for (String name :
                List.of("session_id", "hook_event_name", "tool_use_id", "cwd", "transcript_path", "tool_name")) {
            assertEquals(before.get(name), after.get(name));
        }
    }

    private void findsNearlyAllSecretTexts() throws IOException {
        int secrets = 0;
        int found = 0;
        for (String line : lines("secret-texts.jsonl.gz")) {
            Map<String, String> sample = strings(line);
            if ("secret".equals(sample.get("label"))) {
                secrets++;
                found += redaction.text(sample.getOrDefault("text", "")).total() > 0 ? 1 : 0;
            }
        }
        assertTrue(found * 100 >= secrets * 98, "only " + found + " of " + secrets);
    }

    private static List<String> lines(String file) throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(SAMPLES.resolve(file))), StandardCharsets.UTF_8))) {
            return reader.lines().filter(line -> !line.isBlank()).toList();
        }
    }

    private static Map<String, String> strings(String json) throws IOException {
        Map<String, String> strings = new LinkedHashMap<>();
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_STRING && parser.currentName() != null) {
                    strings.put(parser.currentName(), parser.getText());
                }
            }
        }
        return strings;
    }
}
