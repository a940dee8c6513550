package hookline.console;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import hookline.schemas.PublishedLine;
import hookline.schemas.UndecodableException;
import hookline.schemas.crypto.PayloadDecryption;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes an event as lists and timelines need it, a few hundred bytes without the payload. Thread-safe.
 *
 * <p>What a payload says is shown where it can be read: where encryption was off, or with the key.
 */
final class EventSummary {
    private final Optional<PayloadDecryption> decryption;

    EventSummary(Optional<PayloadDecryption> decryption) {
        this.decryption = decryption;
    }

    /** Writes one object; an event that is not what {@link PublishedLine} reads is shown as unreadable, not left out. */
    void write(JsonGenerator json, String id, String line, boolean late) throws IOException {
        json.writeStartObject();
        try {
            PublishedLine published = PublishedLine.parse(line);
            write(json, published, late);
        } catch (UndecodableException e) {
            json.writeStringField("id", id);
            json.writeStringField("type", "unreadable");
        }
        json.writeEndObject();
    }

    private void write(JsonGenerator json, PublishedLine published, boolean late) throws IOException {
        Map<String, String> frame = frame(published.text());
        PayloadFacts facts = facts(published);
        json.writeStringField("id", published.id());
        json.writeStringField("type", published.hookType());
        json.writeStringField("session", published.sessionId());
        json.writeNumberField("seq", published.sequence());
        json.writeNumberField("time", published.timestamp().toEpochMilli());
        text(json, "status", frame.getOrDefault("core.status", ""));
        number(json, "took", frame.get("core.execution_time_ms"));
        number(json, "bytes", frame.get("metrics.payload_bytes"));
        number(json, "redactions", frame.get("metrics.redactions"));
        text(json, "tool", frame.getOrDefault("payload.tool_name", ""));
        text(json, "cwd", frame.getOrDefault("context.cwd", ""));
        text(json, "branch", frame.getOrDefault("context.git_branch", ""));
        text(json, "use", facts.toolUseId());
        text(json, "agent", facts.agentId());
        text(json, "agentType", facts.agentType());
        text(json, "words", facts.words());
        if (late) {
            json.writeBooleanField("late", true);
        }
    }

    private PayloadFacts facts(PublishedLine published) {
        if (published.encrypted().isEmpty()) {
            return PayloadFacts.of(published.payload());
        }
        if (decryption.isEmpty()) {
            return PayloadFacts.NONE;
        }
        try {
            return PayloadFacts.of(decryption.get().payload(published));
        } catch (UndecodableException e) {
            return PayloadFacts.NONE;
        }
    }

    /** What stands around the payload, and the payload's own scalars, by path. */
    private static Map<String, String> frame(String line) throws IOException {
        Map<String, String> fields = new HashMap<>();
        try (JsonParser json = JsonText.JSON.createParser(line)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String part = json.currentName();
                if (json.nextToken() != JsonToken.START_OBJECT) {
                    json.skipChildren();
                    continue;
                }
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    String name = json.currentName();
                    // The ciphertext is most of a line, and nobody asks for it here.
                    if (json.nextToken().isScalarValue() && !name.equals("data")) {
                        fields.put(part + "." + name, json.getText());
                    } else {
                        json.skipChildren();
                    }
                }
            }
        }
        return fields;
    }

    private static void text(JsonGenerator json, String name, String value) throws IOException {
        if (!value.isEmpty()) {
            json.writeStringField(name, value);
        }
    }

    private static void number(JsonGenerator json, String name, @Nullable String value) throws IOException {
        if (value != null && value.matches("\\d{1,18}")) {
            json.writeNumberField(name, Long.parseLong(value));
        }
    }
}
