package hookline.agent;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import hookline.client.SpooledHook;
import hookline.schemas.SessionId;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Finds out which session an event belongs to, and takes any bytes without failing: what cannot be read is of no known
 * session.
 *
 * <p>The session that the caller named wins. Else it is the first {@code session_id} at the top level of the payload
 * that is a string; nothing behind it is read. Thread-safe.
 */
final class SessionIdReader {
    /** Deeper than any hook's input; the processor refuses what is deeper still. */
    private static final int MAX_DEPTH = 512;

    private final JsonFactory json = JsonFactory.builder()
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .build();

    /** A valid session id, or {@link SessionId#UNKNOWN}. */
    String of(SpooledHook hook) {
        String named = hook.sessionId();
        String found = named == null ? inPayload(hook.payload()) : named;
        return SessionId.isValid(found) ? found : SessionId.UNKNOWN;
    }

    private String inPayload(ByteBuffer payload) {
        byte[] bytes = new byte[payload.remaining()];
        payload.get(bytes);
        try (JsonParser parser = json.createParser(bytes)) {
            return parser.nextToken() == JsonToken.START_OBJECT ? topLevel(parser) : SessionId.UNKNOWN;
        } catch (IOException notJson) {
            return SessionId.UNKNOWN;
        }
    }

    private static String topLevel(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean wanted = parser.currentName().equals("session_id");
            if (parser.nextToken() == JsonToken.VALUE_STRING && wanted) {
                return parser.getText();
            }
            parser.skipChildren();
        }
        return SessionId.UNKNOWN;
    }
}
