package hookline.streams;

import java.time.Instant;

/**
 * What an entry shows of its event without being opened.
 *
 * @param id empty where it shows none
 * @param session empty where it shows none
 * @param time when it was captured or arrived, whichever was first
 */
record Envelope(String id, String session, Instant time) {
    /** Of an entry that arrived when its own id says; captured at 0 where that is unknown. */
    static Envelope of(String id, String session, long capturedAt, String entryId) {
        long arrived = Long.parseLong(entryId.substring(0, entryId.indexOf('-')));
        return new Envelope(
                id, session, Instant.ofEpochMilli(capturedAt > 0 ? Math.min(capturedAt, arrived) : arrived));
    }
}
