package hookline.processor.validate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactory.Feature;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import hookline.processor.event.PipelineOutcome;
import hookline.processor.event.RejectionReason;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A hook's input that is known to be one well-formed JSON object within all limits, and the fields of its top level. */
final class HookInput {
    private static final int MAX_DEPTH = 64;
    private static final int MAX_NAME_LENGTH = 512;
    private static final int MAX_NUMBER_LENGTH = 1_000;

    /**
     * The limits are checked here, so that each has its own reason; the parser's own ones are out of the way. Names are
     * not kept in its symbol table, where chosen ones could collide.
     */
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(Feature.CANONICALIZE_FIELD_NAMES)
            .disable(Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH + 2)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    /** The fields whose texts are asked for; the others can be long, and are not kept. */
    private static final Set<String> TEXTS =
            Set.of("hook_event_name", "hook_type", "session_id", "tool_name", "model", "cwd");

    private final Map<String, JsonToken> types;
    private final Map<String, String> texts;

    private HookInput(Map<String, JsonToken> types, Map<String, String> texts) {
        this.types = types;
        this.texts = texts;
    }

    /** Parses it whole, to the end of the text. */
    static PipelineOutcome<HookInput> parse(String json) {
        try (JsonParser parser = JSON.createParser(json)) {
            return parse(parser);
        } catch (IOException e) {
            return PipelineOutcome.rejected(RejectionReason.NOT_JSON);
        }
    }

    /**
     * A top-level field that is a string.
     *
     * @param name one of {@link #TEXTS}
     */
    Optional<String> text(String name) {
        return Optional.ofNullable(texts.get(name));
    }

    /** What the value of a top-level field begins with; empty where there is no such field. */
    Optional<JsonToken> type(String name) {
        return Optional.ofNullable(types.get(name));
    }

    private static PipelineOutcome<HookInput> parse(JsonParser parser) throws IOException {
        JsonToken first = parser.nextToken();
        if (first == null) {
            return PipelineOutcome.rejected(RejectionReason.EMPTY);
        }
        Map<String, JsonToken> types = new HashMap<>();
        Map<String, String> texts = new HashMap<>();
        Deque<Set<String>> names = new ArrayDeque<>();
        for (JsonToken token = first; token != null; token = parser.nextToken()) {
            String field = names.size() == 1 ? parser.currentName() : null;
            if (field != null && token != JsonToken.FIELD_NAME) {
                types.put(field, token);
            }
            if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
                names.push(token == JsonToken.START_OBJECT ? new HashSet<>() : Set.of());
                if (names.size() > MAX_DEPTH) {
                    return PipelineOutcome.rejected(RejectionReason.TOO_DEEP);
                }
            } else if (token.isStructEnd()) {
                names.pop();
                if (names.isEmpty() && parser.nextToken() != null) {
                    return PipelineOutcome.rejected(
                            RejectionReason.NOT_JSON, "something stands behind the JSON object");
                }
            } else if (token == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                if (name.length() > MAX_NAME_LENGTH) {
                    return PipelineOutcome.rejected(RejectionReason.NAME_TOO_LONG);
                }
                if (!names.element().add(name)) {
                    return PipelineOutcome.rejected(RejectionReason.DUPLICATE_NAME);
                }
            } else if (token.isNumeric() && parser.getTextLength() > MAX_NUMBER_LENGTH) {
                return PipelineOutcome.rejected(RejectionReason.NUMBER_TOO_LONG);
            } else if (token == JsonToken.VALUE_STRING && field != null && TEXTS.contains(field)) {
                texts.put(field, parser.getText());
            }
        }
        return first == JsonToken.START_OBJECT
                ? PipelineOutcome.passed(new HookInput(types, texts))
                : PipelineOutcome.rejected(RejectionReason.NOT_AN_OBJECT);
    }
}
