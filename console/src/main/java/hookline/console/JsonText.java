package hookline.console;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** Writes JSON into a text, and has the factory that reads it with limits as wide as an event may be. */
final class JsonText {
    /** Events are validated before they are published; this only keeps a broken one from harming the console. */
    static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(128 << 20)
                    .maxNestingDepth(128)
                    .build())
            .build();

    private JsonText() {}

    /** Writes one value. */
    @FunctionalInterface
    interface Part {
        void writeTo(JsonGenerator json) throws IOException;
    }

    static String of(Part part) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            part.writeTo(json);
        } catch (IOException e) {
            throw new UncheckedIOException("JSON could not be written in memory", e);
        }
        return text.toString();
    }
}
