package hookline.streams;

import hookline.schemas.DeadLetter;
import hookline.schemas.RawHook;
import hookline.schemas.SessionId;
import hookline.schemas.SingleObject;
import hookline.schemas.UndecodableException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A raw entry that nobody has processed in time, as far as it shows outside what it is.
 *
 * @param deliveries how often it was delivered
 * @param bytes of all that it holds
 * @param place an id that follows from its place in the stream, as processors make it
 * @param id of its event, or its place where it shows none
 * @param capturedAt in milliseconds since the epoch; 0 where unknown
 */
record OverdueEntry(
        String entryId,
        int deliveries,
        long bytes,
        String place,
        String id,
        String sessionId,
        long sequence,
        long capturedAt) {
    private static final Pattern UUID_TEXT = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

    /**
     * Reads an entry.
     *
     * @param sealed empty where it is plain
     * @param plainId empty where it is sealed or shows none
     */
    static OverdueEntry of(String stream, String entryId, int deliveries, long bytes, byte[] sealed, byte[] plainId) {
        String place = UUID.nameUUIDFromBytes((stream + " " + entryId).getBytes(StandardCharsets.UTF_8))
                .toString();
        if (sealed.length > 0) {
            try {
                RawHook hook = SingleObject.RAW_HOOK.decode(sealed);
                return new OverdueEntry(
                        entryId,
                        deliveries,
                        bytes,
                        place,
                        ID.matcher(hook.getId()).matches() ? hook.getId() : place,
                        hook.getSessionId(),
                        hook.getSequence(),
                        hook.getCapturedAt());
            } catch (UndecodableException e) {
                return new OverdueEntry(entryId, deliveries, bytes, place, place, SessionId.UNKNOWN, 0, 0);
            }
        }
        String named = new String(plainId, StandardCharsets.UTF_8);
        String id = ID.matcher(named).matches() ? named : place;
        return new OverdueEntry(entryId, deliveries, bytes, place, id, SessionId.UNKNOWN, 0, 0);
    }

    /** The letter without the event. Ids are kept where they are UUIDs: of other text nobody here knows whether it is a secret. */
    DeadLetter letter(Instant now) {
        boolean showsSession = UUID_TEXT.matcher(sessionId).matches();
        return new DeadLetter(
                UUID_TEXT.matcher(id).matches() ? id : place,
                showsSession ? sessionId : SessionId.UNKNOWN,
                showsSession ? sequence : 0,
                capturedAt,
                RawExpiry.REASON,
                "nobody processed it within HOOKLINE_RAW_MAX_AGE, so its event was let go",
                deliveries,
                now.toEpochMilli(),
                ByteBuffer.allocate(0));
    }
}
