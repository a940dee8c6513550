package hookline.agent.scan;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Puts a payload together again without its bulk: every other byte stays what and in the order it was. */
final class TrimmedPayload {
    private TrimmedPayload() {}

    /**
     * The new payload; the given one where there is nothing to trim, or where it is not UTF-8.
     *
     * @param bulk in the order in which it stands in the payload
     */
    static byte[] of(byte[] payload, List<Bulk> bulk) {
        if (bulk.isEmpty() || !isUtf8(payload)) {
            return payload;
        }
        int length = payload.length;
        for (Bulk span : bulk) {
            length += span.replacement().length() - (span.end() - span.start());
        }
        ByteBuffer trimmed = ByteBuffer.allocate(length);
        int copiedTo = 0;
        for (Bulk span : bulk) {
            trimmed.put(payload, copiedTo, span.start() - copiedTo);
            trimmed.put(span.replacement().getBytes(StandardCharsets.US_ASCII));
            copiedTo = span.end();
        }
        trimmed.put(payload, copiedTo, payload.length - copiedTo);
        return trimmed.array();
    }

    /** The JSON parser takes some sequences that the processor's stricter decoder refuses. */
    private static boolean isUtf8(byte[] payload) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
