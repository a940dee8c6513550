package hookline.schemas;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import hookline.schemas.crypto.OpensslEnvelope;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A line of the shell publisher that came before Hookline, with the envelope in it: the whole line, or its
 * {@code payload}.
 *
 * @param data the envelope's ciphertext
 * @param start index of the envelope's first character
 * @param end index behind its last
 */
public record OlderLine(String text, String data, int start, int end) {
    private static final JsonFactory JSON = new JsonFactory();

    /** Looks for such an envelope; empty where the line has none, or is no JSON. */
    public static Optional<OlderLine> find(String text) {
        try (JsonParser json = JSON.createParser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            return envelope(text, json, true);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The line with the envelope's place taken by what was in it: JSON as it is, other text as a JSON string. */
    public String with(String plaintext) {
        String json = isJson(plaintext)
                ? plaintext
                : "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(plaintext)) + "\"";
        return text.substring(0, start) + PublishedJson.onOneLine(json) + text.substring(end);
    }

    private static Optional<OlderLine> envelope(String text, JsonParser json, boolean outer) throws IOException {
        int start = (int) json.currentTokenLocation().getCharOffset();
        Map<String, String> scalars = new HashMap<>();
        Optional<OlderLine> inner = Optional.empty();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (value.isScalarValue()) {
                scalars.put(name, json.getText());
            } else if (outer && name.equals("payload") && value == JsonToken.START_OBJECT) {
                inner = envelope(text, json, false);
            } else {
                json.skipChildren();
            }
        }
        int end = (int) json.currentLocation().getCharOffset();
        String data = scalars.getOrDefault("data", "");
        boolean ours = !data.isEmpty()
                && "true".equals(scalars.get("encrypted"))
                && OpensslEnvelope.ALGORITHM.equals(scalars.get("algorithm"));
        return ours ? Optional.of(new OlderLine(text, data, start, end)) : inner;
    }

    private static boolean isJson(String text) {
        try (JsonParser json = JSON.createParser(text)) {
            if (json.nextToken() == null) {
                return false;
            }
            json.skipChildren();
            return json.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }
}
