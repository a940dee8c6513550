package hookline.benchmarks.texts;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Reads labelled texts, a JSON object a line: {@code text}, {@code label} ({@code secret} or {@code clean}), and where
 * they are known {@code rule} and {@code secret}, the part that is one. What goes wrong is told by file and line, never
 * by text.
 */
public final class LabelledFile {
    private static final JsonFactory JSON = new JsonFactory();

    private LabelledFile() {}

    /** The files that a path stands for: itself, or in a folder all {@code *.jsonl} and {@code *.jsonl.gz}, by name. */
    public static List<Path> in(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(file -> file.toString().endsWith(".jsonl")
                            || file.toString().endsWith(".jsonl.gz"))
                    .sorted()
                    .toList();
        }
    }

    /** Reads all of a file. */
    public static List<LabelledText> read(Path file) throws IOException {
        List<LabelledText> texts = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(open(file), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                texts.add(labelled(line, file.getFileName() + ":" + (texts.size() + 1)));
            }
        }
        return texts;
    }

    private static InputStream open(Path file) throws IOException {
        InputStream stored = Files.newInputStream(file);
        return file.toString().endsWith(".gz") ? new GZIPInputStream(stored) : stored;
    }

    private static LabelledText labelled(String line, String id) throws IOException {
        Map<String, String> fields = fields(line, id);
        String text = fields.get("text");
        String label = fields.getOrDefault("label", "");
        if (text == null || !(label.equals("secret") || label.equals("clean"))) {
            throw new IOException(id + " needs a text and a label that is secret or clean");
        }
        Optional<String> part = Optional.ofNullable(fields.get("secret")).filter(text::contains);
        if (fields.containsKey("secret") && part.isEmpty()) {
            throw new IOException(id + " has a secret that is not in its text");
        }
        return new LabelledText(id, fields.getOrDefault("rule", ""), label.equals("secret"), text, part);
    }

    private static Map<String, String> fields(String line, String id) throws IOException {
        Map<String, String> fields = new HashMap<>();
        try (JsonParser parser = JSON.createParser(line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException(id + " is no JSON object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                if (parser.nextToken() == JsonToken.VALUE_STRING) {
                    fields.put(name, parser.getText());
                } else {
                    parser.skipChildren();
                }
            }
            return fields;
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            // Its message would quote the line.
            throw new IOException(id + " is not well-formed JSON", e.getCause());
        }
    }
}
