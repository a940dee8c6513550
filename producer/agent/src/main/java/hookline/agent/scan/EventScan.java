package hookline.agent.scan;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import hookline.client.SpooledHook;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a payload once for what the agent needs of it, takes any bytes without failing, and takes bulk out of those
 * only that are sound.
 *
 * <p>The session that the caller named wins. Else it is the first {@code session_id} at the top level that is a string,
 * whatever stands behind it. A payload that the processor will refuse stays as it was captured, since it is the
 * evidence: cut, malformed, nested too deep, not UTF-8 or with two session ids. The same bytes always give the same
 * result, so that an event can be sent again. Thread-safe.
 */
public final class EventScan {
    /** A session is found below deeper ones, too; those the processor refuses. */
    private static final int MAX_DEPTH = 512;

    private static final int DEEPEST_TRIMMED = 64;

    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final boolean trim;

    /**
     * A scan for one agent.
     *
     * @param trim whether bulk is taken out
     */
    public EventScan(boolean trim) {
        this.trim = trim;
    }

    /** Looks through one event's payload. */
    public Scanned of(SpooledHook hook) {
        ByteBuffer captured = hook.payload();
        byte[] json = new byte[captured.remaining()];
        captured.get(json);
        boolean trims = trim && !hook.truncated() && json.length > Bulk.SHORTEST_BYTES;
        TopLevel topLevel = new TopLevel(hook.sessionId(), hook.fromThisHost());
        byte[] trimmed = TrimmedPayload.of(json, bulk(json, topLevel, trims));
        return new Scanned(
                topLevel.sessionId(), topLevel.cwd(), ByteBuffer.wrap(trimmed), (long) json.length - trimmed.length);
    }

    private static List<Bulk> bulk(byte[] json, TopLevel topLevel, boolean trims) {
        try (JsonParser parser = JSON.createParser(json)) {
            return parser.nextToken() == JsonToken.START_OBJECT ? read(parser, topLevel, trims) : List.of();
        } catch (IOException notJson) {
            return List.of();
        }
    }

    /** Reads the object whose start was read, as far as somebody needs it. */
    private static List<Bulk> read(JsonParser parser, TopLevel topLevel, boolean trims) throws IOException {
        List<Bulk> bulk = new ArrayList<>(0);
        int depth = 1;
        int deepest = depth;
        while (depth > 0 && (trims || !topLevel.isComplete())) {
            JsonToken token = parser.nextToken();
            if (token.isStructStart()) {
                deepest = Math.max(deepest, ++depth);
            } else if (token.isStructEnd()) {
                depth--;
            } else if (token == JsonToken.FIELD_NAME) {
                if (depth == 1) {
                    topLevel.name(parser.currentName());
                }
            } else if (token == JsonToken.VALUE_STRING) {
                if (depth == 1) {
                    topLevel.text(parser);
                }
                if (trims && !(depth == 1 && TopLevel.isReadByProcessors(parser.currentName()))) {
                    Bulk.in(parser).ifPresent(bulk::add);
                }
            }
        }
        boolean sound = deepest <= DEEPEST_TRIMMED && topLevel.isUnambiguous() && trims && parser.nextToken() == null;
        return sound ? bulk : List.of();
    }
}
