package hookline.schemas;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import hookline.schemas.PublishedEvent.Encrypted;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A published line as a reader gets it: its identity, and where its payload stands in the text.
 *
 * @param text the whole line
 * @param timestamp when the hook fired
 * @param encrypted the payload's envelope; empty where the payload is in the clear
 * @param payloadStart index of the payload's first character
 * @param payloadEnd index behind its last
 */
public record PublishedLine(
        String text,
        String id,
        String hookType,
        String sessionId,
        long sequence,
        Instant timestamp,
        Optional<Encrypted> encrypted,
        int payloadStart,
        int payloadEnd) {
    private static final JsonFactory JSON = new JsonFactory();

    /**
     * Reads a line.
     *
     * @throws UndecodableException where it is not what {@link PublishedJson} writes
     */
    public static PublishedLine parse(String text) throws UndecodableException {
        Map<String, String> fields = new HashMap<>();
        Map<String, String> payload = new HashMap<>();
        int start = -1;
        int end = -1;
        try (JsonParser json = JSON.createParser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new UndecodableException("not a published event: no JSON object");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (name.equals("payload")) {
                    start = (int) json.currentTokenLocation().getCharOffset();
                    readScalars(json, payload);
                    end = (int) json.currentLocation().getCharOffset();
                } else if (value.isScalarValue()) {
                    fields.put(name, json.getText());
                } else {
                    json.skipChildren();
                }
            }
        } catch (IOException e) {
            throw new UndecodableException("not a published event: not JSON");
        }
        if (start < 0) {
            throw new UndecodableException("not a published event: payload is missing");
        }
        return new PublishedLine(
                text,
                required(fields, "id"),
                required(fields, "hook_type"),
                required(fields, "session_id"),
                sequence(required(fields, "sequence")),
                timestamp(required(fields, "timestamp")),
                envelope(payload),
                start,
                end);
    }

    /** The payload as it stands in the line: the envelope, or the redacted input where encryption was off. */
    public String payload() {
        return text.substring(payloadStart, payloadEnd);
    }

    /** The same line with another payload, which must be well-formed JSON; it stays one line, and harmless in HTML. */
    public String withPayload(String json) {
        return text.substring(0, payloadStart) + PublishedJson.onOneLine(json) + text.substring(payloadEnd);
    }

    private static void readScalars(JsonParser json, Map<String, String> into) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            if (json.nextToken().isScalarValue()) {
                into.put(name, json.getText());
            } else {
                json.skipChildren();
            }
        }
    }

    /** Also one that is damaged, or of a later version: nobody may take its payload for plain text. */
    private static Optional<Encrypted> envelope(Map<String, String> payload) {
        boolean inTheClear = !"true".equals(payload.get("encrypted"))
                || payload.containsKey("hook_event_name")
                || Stream.of("algorithm", "key_id", "data").noneMatch(payload::containsKey);
        return inTheClear
                ? Optional.empty()
                : Optional.of(new Encrypted(
                        payload.getOrDefault("algorithm", ""),
                        payload.getOrDefault("key_id", ""),
                        payload.getOrDefault("data", ""),
                        payload.getOrDefault("tool_name", "")));
    }

    private static String required(Map<String, String> fields, String name) throws UndecodableException {
        String value = fields.get(name);
        if (value == null) {
            throw new UndecodableException("not a published event: " + name + " is missing");
        }
        return value;
    }

    private static Instant timestamp(String text) throws UndecodableException {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new UndecodableException("not a published event: timestamp is no time");
        }
    }

    private static long sequence(String text) throws UndecodableException {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new UndecodableException("not a published event: sequence is no whole number");
        }
    }
}
