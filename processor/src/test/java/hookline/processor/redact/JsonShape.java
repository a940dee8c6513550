package hookline.processor.redact;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;

/** Compares a JSON text with what redaction made of it. */
final class JsonShape {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxNestingDepth(10_000)
                    .build())
            .build();

    private JsonShape() {}

    /** Whether it is one JSON value without names that occur twice. */
    static boolean isJson(String text) {
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() == null) {
                return false;
            }
            parser.skipChildren();
            return !parser.currentToken().isStructStart() && parser.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether both hold the same objects, arrays, literals and numbers, but for values that a string replaced. */
    static boolean isKept(String original, String redacted) throws IOException {
        try (JsonParser before = JSON.createParser(original);
                JsonParser after = JSON.createParser(redacted)) {
            while (true) {
                JsonToken was = before.nextToken();
                JsonToken is = after.nextToken();
                if (was == null || is == null) {
                    return was == is;
                }
                boolean same =
                        was == is && (!was.isNumeric() || before.getText().equals(after.getText()));
                boolean replaced = is == JsonToken.VALUE_STRING && (was.isNumeric() || was.isStructStart());
                if (!same && !replaced) {
                    return false;
                }
                if (replaced) {
                    before.skipChildren();
                }
            }
        }
    }
}
